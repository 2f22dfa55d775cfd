-- What is made of tasks: vimeo.map, vimeo.all and vimeo.each.
--
-- It runs as Lua, not as native code, so that every wait in it can yield. `native` has the functions that run the tasks:
-- group(), start(group, number, f, ...), next(group), close(group). Scripts may change the libraries, so what is used
-- here is kept in locals.

local native = ...
local error, format, getmetatable, rawget, rawset, setmetatable, type, unpack =
  error, string.format, getmetatable, rawget, rawset, setmetatable, type, table.unpack

local scope = { __close = function(self) native.close(self.group) end }

-- A group that does not outlive the block it is a <close> variable of.
local function open_group()
  return setmetatable({ group = native.group() }, scope)
end

-- An error with the item it belongs to: in the fields of a table, behind a message.
local function blame(problem, number, item)
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
    return list[number]
  end
end

local function map(list, fn, concurrency, collects)
  local scope <close> = open_group()
  local results, failures, given = {}, {}, {}

  local function take()
    local number, ok, value = native.next(scope.group)
    local item = given[number]
    given[number] = nil
    if ok then
      results[number] = value
    elseif collects then
      failures[#failures + 1] = { index = number, item = item, error = value }
    else
      error(blame(value, number, item), 0)
    end
  end

  local running, number = 0, 0
  for item in items(list) do
    if running == concurrency then
      take()
      running = running - 1
    end
    number, running = number + 1, running + 1
    given[number] = item
    native.start(scope.group, number, fn, item)
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
    local number, ok, value = native.next(scope.group)
    if not ok then error(blame(value, number), 0) end
    results[number] = value
  end
  return unpack(results, 1, count)
end

-- The items of the pages that `pages` gives, at most `limit` of them.
local function each(pages, limit)
  local data, position = {}, 0
  local function next_item()
    if limit == 0 then return nil end
    position = position + 1
    while data[position] == nil do
      local page = pages()
      if page == nil then return nil end
      data, position = page.data, 1
    end
    limit = limit - 1
    return data[position]
  end
  return next_item, nil, nil, pages
end

return { map = map, all = all, each = each }
