# Needs Swift 6.2 or later and Debian (or a relative of it); everything else is installed by `make deps`.
BUILD_PACKAGES = fonts-dejavu-core libcurl4-openssl-dev libjpeg-dev liblcms2-dev libpango1.0-dev libpng-dev libsndfile1-dev libsoxr-dev libsqlite3-dev libwebp-dev \
	pkg-config python3-pip
TEST_PACKAGES = chromium
CLUSTER_PACKAGES = slurmctld slurmd slurm-client munge
# Each has a cluster for itself: one of them kills nodes and the controller.
CLUSTER_TESTS = for suite in EngineContractTests BackendContractTests ClusterFailureTests; do \
	.ci/with-cluster swift test --skip-build --filter $$suite || exit 1; done
VOICES = espeak-ng flite festival festvox-kallpc16k festvox-kdlpc16k festvox-us-slt-hts
PREFIX ?= /usr/local
BAKEOFF = .build/release/bakeoff
SOURCES = Sources Tests Benchmarks Package.swift

.PHONY: deps test-deps cluster-deps build demo test cluster-test golden check format bench simulate install clean

deps:        ## Debian packages and weights that are missing, and nothing that is present
	@.ci/install-missing $(BUILD_PACKAGES) $(VOICES)
	@.ci/install-networks

test-deps: deps  ## beside them, the browser that looks at the pages
	@.ci/install-missing $(TEST_PACKAGES)
	@.ci/install-browser

cluster-deps: ## Slurm's daemons, which the tests start as a cluster of their own
	@.ci/install-missing $(CLUSTER_PACKAGES)

build: deps  ## the program, optimised
	swift build -c release --product bakeoff

demo: build  ## ten voices ranked and image models compared, offline; ends with the reports' paths
	@cd examples && ../$(BAKEOFF) run image_models.yaml --out ../runs
	@cd examples && ../$(BAKEOFF) run tts_voices.yaml --out ../runs

test: test-deps ## all tests, with the examples
	swift test

cluster-test: test-deps cluster-deps ## the tests that need a cluster, on two nodes that live as long as they do
	swift build --build-tests
	$(CLUSTER_TESTS)

golden:      ## rewrites what the formats make of the record that never changes; look at the difference
	BAKEOFF_GOLDEN=rewrite swift test --filter GoldenTests

check: test-deps cluster-deps ## what must hold at every commit: format, layout, no warning, all tests, those on a cluster too
	.ci/check-layout
	swift format lint --strict --recursive $(SOURCES) < /dev/null
	BAKEOFF_STRICT=1 swift build --build-tests
	export BAKEOFF_STRICT=1; $(CLUSTER_TESTS)
	BAKEOFF_STRICT=1 swift test

format:      ## rewrites the Swift sources in the house style
	swift format --in-place --recursive $(SOURCES) < /dev/null

bench: build ## ratios side by side; see Benchmarks/README.md
	Benchmarks/run

simulate: deps ## coverage and false winners of the statistics on made data
	swift run -c release simulate

install: build ## the program and its data under PREFIX
	install -d $(PREFIX)/bin $(PREFIX)/share/bakeoff
	install $(BAKEOFF) $(PREFIX)/bin/bakeoff
	cp -r .build/release/bakeoff_*.resources $(PREFIX)/share/bakeoff/

clean:
	rm -rf .build runs
