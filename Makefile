# The commands of this house. `make run` and `make test` set up what they need.
SWIFT_FLAGS = --explicit-target-dependency-import-check error

.PHONY: setup build test lint bench
setup:
	@test -f /usr/include/sqlite3.h || (apt-get update -qq && apt-get install -y -qq libsqlite3-dev)

build: setup
	swift build $(SWIFT_FLAGS)

# A strict HTTP parser to compare ours with. Without Python or network the comparison is left out.
.build/h11:
	@python3 -m venv .build/h11 && .build/h11/bin/pip install -q h11==0.16.0 || rm -rf .build/h11

test: setup lint .build/h11
	swift test $(SWIFT_FLAGS)

lint:
	swift format lint --strict -r Sources Tests Package.swift

# Measures this build on this machine: `make bench`, or `make bench SIZE=full` for the sizes that the targets are about.
SIZE = small
bench: setup
	swift build $(SWIFT_FLAGS) -c release --product pgb
	.build/release/pgb bench --size $(SIZE) --work bench-data --json bench-data/figures.json
