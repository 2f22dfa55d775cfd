"""How fast the prompt answers keys."""

import time

import measure
from measure import ENVIRONMENT, TABLE
from window import Window


def opened(*arguments):
    window = Window([measure.PROGRAM, *arguments], ENVIRONMENT)
    window.wait(b"> ")
    return window


def starts():
    times = []
    for _ in range(20):
        window = opened()
        times.append(time.perf_counter() - window.start)
        window.close()
    TABLE.limit("start of the prompt", times, 0.015)


def keys():
    window = opened()
    lines = [b"local value%d = { name = 'talk %d', list = { 1, 2, 3 } } -- a comment" % (i, i) for i in range(199)]
    window.type(b"\x1b[200~" + b"\r".join(lines) + b"\r\x1b[201~")
    window.settle()
    times = []
    for key in b"for index, item in ipairs(list) do print(index, item.name) end " * 16:
        times.append(window.answer_time(bytes([key])))
    times.sort()
    TABLE.limit("a key in a text of 200 lines", times, 0.002)
    TABLE.limit("the same, 99th percentile", [times[len(times) * 99 // 100]], 0.002)
    window.close()


def completions():
    window = opened()
    window.type(b"t = {} for i = 1, 100000 do t['key' .. i] = i end print('done')\r")
    window.wait(b"done\r")
    window.settle()
    window.type(b"t.")
    window.settle()
    TABLE.limit("completions of a table with 100,000 keys", [window.answer_time(b"\t")], 0.05)
    window.close()
    times = []
    for _ in range(measure.ROUNDS):
        window = opened()
        window.type(b"vimeo.get('/")
        window.settle()
        times.append(window.answer_time(b"\t"))
        window.close()
    TABLE.limit("completions of the API's paths", times, 0.05)


def prompt():
    starts()
    keys()
    completions()


CASES = {"prompt": prompt}
