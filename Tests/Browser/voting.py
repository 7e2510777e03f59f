"""What the scripts about voting pages have in common."""


def until(page, expression, tries=500):
    """Waits until an expression holds. The page's policy forbids what playwright's own waiting does in the page."""
    for _ in range(tries):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"never true: {expression}")
