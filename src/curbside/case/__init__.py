"""What is known of a patient, and how it is read from a text.

The noun is `Case` (`model`); `form` gives it as typed JSON, `correct` and `later` put it right and add to it,
`refuse` turns away what cannot be read at all.

A text is read by `read`, in this order:

1. the page: `fold` (characters), `tokens`, `cut` (words), `layout` (sentences, lists; `sections` tells where they end)
   make a `page`; `line_answers`, `mending`, `spelling`;
2. what words mean: `words` (the files of `knowledge/reading`, checked by `word_checks`), `phrases` and `lexicon` (every
   phrase in one pass), `near` (words that stand near one another), `facts` (both become mentions, then findings);
3. whether it is so: `cues` and `assertion` (weighed in `verdict`), with `reach`, `clauses`, `history_lists`, `across`,
   `fears` and `aside` (where a cue ends), `speaker` (who speaks for whom), `answers` and `asked_if` (questions and what
   follows them) and `whole` (what a sentence asks in general, a story that is over);
4. when, where and how: `timing`, `time_words`, `dates`, `clock`, `anatomy`; `surroundings` of a finding, its `course`
   (`course_words`, `long_ago`, `contrast`, `ended`), then `attributes`, and `whole_note` (what is told elsewhere);
5. numbers: `units`, `quantity`, `measures`, `series`, `grades`; which of several is that of now (`moments`,
   `later_values`, `own_items`); `everyday_numbers`, `bare_pressures`, `unnamed`, `shares`, `reflexes`, `coma_scale`,
   `kidney_stage`, `blood_count`, `arm_pressures`, `pain`, `person`;
6. lists: `medicines`, `medicine_uses` (`medicine_lists`, `medicine_ends`, `no_allergy`), `doses`, `dose_parts`,
   `dose_times`; `operations`, `surgery`, `surgery_names`, `surgery_details`; `treatments`;
7. what is asked (`question`), and what was not read (`unread`).
"""
