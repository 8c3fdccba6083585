"""The settings of a text: what a treatment was set to, in the parameter sets that were used apart.

`reader.settings_in` runs these passes in this order. A message that has nothing for a pass is seen by a look-up of its
words, and the pass is left out.

1. **Words.** `abbreviations` takes the full stop off "approx." and "wks."; `signs` finds the phrases of
   `data/settings.toml` (`vocabulary`): settings that are said in words, lasers, sites, and how a figure is meant.
2. **Numbers.** `numbers` finds digits with the unit right behind them (`units`: what goes on behind its letters,
   `commas`: what a comma inside means), `spoken` those that are written as words. A text without a number and without
   a setting in words ends here.
3. **Tables.** `tables` gives the numbers of a table the unit of their heading.
4. **Quantities.** `quantities` joins numbers to ranges, lists and sides (`joins`: what may stand between), and
   `open_ranges` makes ranges of those with one end ("up to 20"). From here on the text is a `text.Reader`: words,
   signs and quantities (`quantity`), and what stands beside each (`cues`: what a word beside a number says it is).
5. **Not used.** `not_used` finds the stretches of words whose figures were not used: asked about, feared, printed.
   `corrections` has those that a writer puts right, `others` what somebody else did, `offers` what a machine can do.
6. **Cooling.** `cooling` reads it, and takes its figures from the passes behind.
7. **Each quantity by itself.** Several that are named one by one before them: `headed`. One with a unit: `meaning`,
   by the unit, with `lengths`, `densities`, `temperatures`, `counts`, `schedule` and `injectables` (`changes`: only by
   how much a value was changed). One without: `bare`, by the word beside it, then by the kind of laser (`lines`), then
   by the figures before it (`in_turn`, `again`); `people_and_things` are ages, and tips that are counted.
8. **What is left.** `by_label` reads bare numbers by those with the same kind of label ("16 J on the legs, 12 on the
   face"); the reader adds settings in words (`endpoints`, `anaesthetics`); `changes` works out "halved the passes".
   What stands in a stretch of pass 5 goes.
9. **Sets.** `set_items` keeps together what one quantity says; `parameter_sets` parts the items where one is restated
   or the text turns (`turns`) to `segment`s, `shared` gives each set what is said once for several (`whose`: which
   sets an endpoint behind them belongs to), `respective` pairs lists that go together, and `named_lasers` labels a
   set with its laser.
"""

from __future__ import annotations

from bot.clinical.settings.reader import settings_in

__all__ = ["settings_in"]
