# Every target is a line in tools/dev.py, so that Windows does the same without make:
#   python tools/dev.py run
PYTHON ?= python3

.PHONY: run test check soak bench pictures lock

run:
	@$(PYTHON) tools/dev.py run $(ARGS)

test:
	@$(PYTHON) tools/dev.py test $(ARGS)

check:
	@$(PYTHON) tools/dev.py check

soak:
	@$(PYTHON) tools/dev.py soak $(ARGS)

bench:
	@$(PYTHON) tools/dev.py bench $(ARGS)

pictures:
	@$(PYTHON) tools/dev.py pictures $(ARGS)

lock:
	@$(PYTHON) tools/dev.py lock
