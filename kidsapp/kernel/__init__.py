"""Pure building blocks: periods, opening hours, clock, refusals, state tables, actors, next steps."""
