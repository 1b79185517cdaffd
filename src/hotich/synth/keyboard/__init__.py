"""The only place that knows input methods: keys of a text, what a browser gets, and the time.

`strokes` counts keys in Telex and VNI; `replay` turns them into what an input method sends to a
browser; `syllables` are those Vietnamese can write; `timing` makes seconds of a log of keys.
"""

from hotich.synth.keyboard.replay import Act as Act
from hotich.synth.keyboard.replay import Event as Event
from hotich.synth.keyboard.replay import composition_events as composition_events
from hotich.synth.keyboard.replay import hook_events as hook_events
from hotich.synth.keyboard.strokes import LOCK as LOCK
from hotich.synth.keyboard.strokes import SHIFT as SHIFT
from hotich.synth.keyboard.strokes import Stroke as Stroke
from hotich.synth.keyboard.strokes import Style as Style
from hotich.synth.keyboard.strokes import count_keys as count_keys
from hotich.synth.keyboard.strokes import presses_of as presses_of
from hotich.synth.keyboard.strokes import strokes_of as strokes_of
from hotich.synth.keyboard.syllables import ONSETS as ONSETS
from hotich.synth.keyboard.syllables import RIMES as RIMES
from hotich.synth.keyboard.syllables import TONES as TONES
from hotich.synth.keyboard.syllables import covering_syllables as covering_syllables
from hotich.synth.keyboard.syllables import spell as spell
from hotich.synth.keyboard.syllables import syllables as syllables
from hotich.synth.keyboard.timing import KeyLog as KeyLog
from hotich.synth.keyboard.timing import Step as Step
from hotich.synth.keyboard.timing import seconds_of as seconds_of
