# The commands of this house. `make run` and `make test` set up what they need.
SWIFT_FLAGS = --explicit-target-dependency-import-check error

.PHONY: setup build test lint
setup:
	@test -f /usr/include/sqlite3.h || (apt-get update -qq && apt-get install -y -qq libsqlite3-dev)

build: setup
	swift build $(SWIFT_FLAGS)

test: setup lint
	swift test $(SWIFT_FLAGS)

lint:
	swift format lint --strict -r Sources Tests Package.swift
