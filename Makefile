.PHONY: demo test install

PREFIX ?= /usr/local

# Scans a small fleet of simulated API servers on loopback.
demo:
	Scripts/demo

test:
	Scripts/test

# The binary, its manual pages, and what completes its words in bash, zsh and fish.
install:
	Scripts/install "$(DESTDIR)$(PREFIX)"
