"""The demonstration: the real bot on a simulated Discord, without a token and without a network.

`scenes` are its two ways of being played. `stage` holds the simulated Discord and the bot on it; `script` and
`content/` hold what the sample community says, and `community` lets it live there. `running_clock` lets time pass,
`pages` opens it in the browser, `conversation` is what `transcript` prints. The simulation is simcord, which belongs
to the extra `demo`; so nothing here is imported before the demonstration is asked for.
"""
