"""Spelling schemes: how names of one language are written in another, forward, backward and by recall key.

The tables are data (resources/schemes/). `schemes` finds them, `table` compiles them, `forward` writes a name,
`inverse` undoes one scheme, `readings` asks which native spelling a form stands for, `keys` gives the coarse keys
under which all spellings of a name meet.
"""
