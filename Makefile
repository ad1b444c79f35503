.PHONY: demo test install

PREFIX ?= /usr/local

# Scans a small fleet of simulated API servers on loopback.
demo:
	Scripts/demo

test:
	Scripts/test

install:
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 "$$(Scripts/release)" "$(DESTDIR)$(PREFIX)/bin/apiexpose"
