.PHONY: demo test install

PREFIX ?= /usr/local

# Scans a small fleet of simulated API servers on loopback.
demo:
	Scripts/demo

test:
	Scripts/test

install:
	Scripts/setup
	swift build --configuration release --product apiexpose
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 -s "$$(swift build --configuration release --show-bin-path)/apiexpose" "$(DESTDIR)$(PREFIX)/bin/apiexpose"
