-- Runs a recipe: plans each item, asks, applies. It is Lua, not native code, so that every wait in it can yield.
--
-- native.applies(is_held): whether changes are made as soon as they are planned, unless all are to be planned before
-- native.total(total, pages): notes how many items there are, as far as one of the two says so; whether it is known
-- native.take(item, label): key and label of an item that belongs to this run, or nothing
-- native.unchanged(key), native.failed(key, label, problem, planned): what came of an item; the second raises what ends the run
-- native.plan(key, label, text, run): checks what a plan returned, and notes it; if it is applied at once, also that it starts
-- native.start(key): notes the start of a change that was planned earlier
-- native.sync(): returns when the disk has what was noted
-- native.enter(), native.leave(): around what counts as an item at the same time
-- native.done(key, label, text): after a change
-- native.apply(): shows the plan and asks; false if it is not to be applied

local native, map, standard, recipe, args, options = ...
local error, format, next, pcall, type = standard.error, standard.format, standard.next, standard.pcall, standard.type

-- What gives the next item, from a list or an iterator, and what it has to close.
local function source(list, total, _, closing)
  if type(list) == "function" or type(list) == "userdata" then
    return list, closing, native.total(total, closing)
  end
  if type(list) ~= "table" then native.invalid("items", type(list)) end
  local is_known = native.total(#list)
  local number = 0
  local function pull()
    number = number + 1
    local item = list[number]
    -- What would be left out without a word.
    if item == nil and (number <= #list or number == 1 and next(list) ~= nil) then
      error(format("items of the recipe has no item %d", number), 0)
    end
    return item
  end
  return pull, nil, is_known
end

local function change(entry)
  -- Others are planned or changed while it waits for the disk.
  native.leave()
  native.sync()
  native.enter()
  local ok, problem = pcall(entry.run)
  if ok then return native.done(entry.key, entry.label, entry.text) end
  native.failed(entry.key, entry.label, problem, true)
end

-- Calls `fn` for each item, for some more than are planned or changed at the same time, as others wait for the disk. Where
-- it is one at a time, they come one after another.
local function each(list, fn)
  local function call(item)
    native.enter()
    fn(item)
    native.leave()
  end
  map(list, call, options.concurrency == 1 and 1 or 4 * options.concurrency, false)
end

-- Returns whether the plan was applied.
local function run_plan()
  local pull, closing, is_known = source(recipe.items(args))
  local _ <close> = closing
  -- What is deleted while pages of it are to come would move others from one page to the page before.
  local applies = native.applies(closing ~= nil and recipe.api == "delete")
  local planned, held = 0, {}

  local function next_item()
    while planned ~= options.limit do
      local item = pull()
      if item == nil then return nil end
      -- Pages say it once the first one has come.
      is_known = is_known or native.total(nil, closing)
      local key, label = native.take(item, recipe.label and recipe.label(item))
      if key then return { item = item, key = key, label = label } end
    end
  end

  local function look(entry)
    local ok, text, run = pcall(recipe.plan, entry.item, args)
    if not ok then return native.failed(entry.key, entry.label, text, false) end
    if text == nil then return native.unchanged(entry.key) end
    -- Others may have been planned meanwhile.
    if planned == options.limit then return end
    planned = planned + 1
    native.plan(entry.key, entry.label, text, run)
    entry.item, entry.text, entry.run = nil, text, run
    if applies then change(entry) else held[#held + 1] = entry end
  end

  each(next_item, look)
  if applies then return true end
  if not native.apply() then return false end
  each(held, function(entry)
    native.start(entry.key)
    change(entry)
  end)
  return true
end

local is_applied = true
if recipe.run and not recipe.plan then recipe.run(args) else is_applied = run_plan() end
native.ended()
if is_applied and recipe.finish then recipe.finish(args, native.summary()) end
