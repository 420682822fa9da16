"""Who gets which place: deferred acceptance, its draw, its explanation and its proof."""
