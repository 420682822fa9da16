"""The commands ``kidsapp allocation``: files in, records out, and explanations in seven languages."""
