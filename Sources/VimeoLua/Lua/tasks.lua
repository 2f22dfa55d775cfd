-- The functions that run tasks: vimeo.map, vimeo.all and vimeo.each.
--
-- It runs as Lua, not as native code, so that every wait in it can yield. `native` has the functions that run the tasks:
-- group(), start(group, number, f, ...), next(group), close(group), and raise(problem, frames, place), which raises with what
-- next has given of the place. Scripts may change the libraries, so what is used here comes in `standard`.

local native, standard = ...
local error, format, next, pcall, rawget, rawset, setmetatable, type, unpack =
  standard.error, standard.format, standard.next, standard.pcall, standard.rawget, standard.rawset, standard.setmetatable,
  standard.type, standard.unpack

local scope = { __close = function(self) native.close(self.group) end }

-- A group that does not outlive the block it is a <close> variable of.
local function open_group()
  return setmetatable({ group = native.group() }, scope)
end

-- An error with the item it belongs to: in the fields of a table, behind a message.
local function with_item(problem, number, item)
  if type(problem) == "table" then
    if rawget(problem, "item") == nil and rawget(problem, "kind") ~= nil then
      rawset(problem, "item", item)
      rawset(problem, "index", number)
    end
  elseif type(problem) == "string" then
    local name = (type(item) == "string" or type(item) == "number") and format(": %s", item) or ""
    return format("%s (item %d%s)", problem, number, name)
  end
  return problem
end

-- The items of an array, or what an iterator function gives until nil.
local function items(list)
  if type(list) ~= "table" then return list end
  local number = 0
  return function()
    number = number + 1
    local item = list[number]
    -- What would be left out without a word.
    if item == nil and (number <= #list or number == 1 and next(list) ~= nil) then
      error(format("the list has no item %d", number), 0)
    end
    return item
  end
end

-- `count` counts the calls that have ended; nil where they are not shown.
local function map(list, fn, concurrency, collects, count)
  local scope <close> = open_group()
  local _ <close> = count
  local results, failures = {}, {}
  -- Each call under way has a slot, which the next one gets when it has ended: so these tables stay small.
  local items_of, numbers_of = {}, {}

  -- Takes the next one that has ended, and gives its slot.
  local function take()
    local slot, ok, value, frames, place = native.next(scope.group)
    local item, number = items_of[slot], numbers_of[slot]
    items_of[slot] = false
    if count then count:add() end
    if ok then
      results[number] = value
    elseif collects then
      failures[#failures + 1] = { index = number, item = item, error = value }
    else
      native.raise(with_item(value, number, item), frames, place)
    end
    return slot
  end

  local running, number = 0, 0
  local pull = items(list)
  -- Where failures are collected, an error of the iterator is the last of them: those before it must not be lost.
  local function next_item()
    if not collects then return pull() end
    local ok, item = pcall(pull)
    if ok then return item end
    failures[#failures + 1] = { index = number + 1, error = item }
  end
  for item in next_item do
    local slot = running + 1
    if running == concurrency then slot = take() else running = slot end
    number = number + 1
    items_of[slot], numbers_of[slot] = item, number
    native.start(scope.group, slot, fn, item)
  end
  for _ = 1, running do take() end
  if collects then return results, failures end
  return results
end

local function all(functions)
  local scope <close> = open_group()
  local results, count = {}, #functions
  for number = 1, count do native.start(scope.group, number, functions[number]) end
  for _ = 1, count do
    local number, ok, value, frames, place = native.next(scope.group)
    if not ok then native.raise(with_item(value, number), frames, place) end
    results[number] = value
  end
  return unpack(results, 1, count)
end

-- The items of the pages that `pages` gives, at most `limit` of them. Several tasks may call it: while one waits for a page
-- others may bring theirs, so the pages stand in a queue.
local function each(pages, limit)
  local queue, first, last, position = {}, 1, 0, 0
  local function next_item()
    while limit ~= 0 do
      while first <= last do
        position = position + 1
        local item = queue[first][position]
        if item ~= nil then
          limit = limit - 1
          return item
        end
        queue[first], first, position = nil, first + 1, 0
      end
      local page = pages()
      if page ~= nil then
        last = last + 1
        queue[last] = page.data
      elseif first > last then
        return nil
      end
    end
  end
  return next_item, nil, nil, pages
end

return { map = map, all = all, each = each }
