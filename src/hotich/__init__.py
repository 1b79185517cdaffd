"""Enter paper civil-status registers onto a population register, and hand them back."""
