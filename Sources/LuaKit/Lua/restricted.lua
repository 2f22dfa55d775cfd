-- Takes from a state all that reaches beyond it and is not granted, before a restricted script runs.
--
-- native.open(name, mode), remove(name), rename(old, new), tmpname(), getenv(name): as in io and os, within the powers
-- native.source(name, as_module): the bytes of a Lua file, or nil and the reason
-- native.exists(name): whether it is one; where it is not granted, false and the reason

local native = ...
local assert, error, load, type = assert, error, load, type
local find, format, gmatch, gsub, pairs, sub = string.find, string.format, string.gmatch, string.gsub, pairs, string.sub
local io, package = io, package

-- Shared by all values of their types, also those of the program itself.
debug.getmetatable("").__metatable = false
debug.getmetatable(io.stdout).__metatable = false

-- Text only: bytecode can break the interpreter.
local function load_text(chunk, name, mode, ...)
  if type(mode) == "string" and not find(mode, "t", 1, true) then
    return nil, format("attempt to load a text chunk (mode is '%s')", mode)
  end
  return load(chunk, name, "t", ...)
end

-- Compiles the text of a file, whose first line may be for the shell.
local function compile(source, name, ...)
  source = gsub(source, "^\xEF\xBB\xBF", "")
  if sub(source, 1, 1) == "#" then source = gsub(source, "^[^\n]*", "", 1) end
  return load_text(source, "@" .. name, ...)
end

local function load_file(name, mode, ...)
  local source, problem
  if name == nil then
    source, name = io.stdin:read("a"), "stdin"
  else
    source, problem = native.source(name, false)
  end
  if not source then return nil, problem end
  return compile(source, name, mode, ...)
end

local function search_path(name, path, separator, replacement)
  separator = separator or "."
  if separator ~= "" then
    name = gsub(name, "%" .. separator, (gsub(replacement or "/", "%%", "%%%%")))
  end
  local tried
  name = gsub(name, "%%", "%%%%")
  for template in gmatch(path, "[^;]+") do
    local file = gsub(template, "%?", name)
    local found, problem = native.exists(file)
    if found then return file end
    tried = (tried and tried .. "\n\t" or "") .. (problem or "no file '" .. file .. "'")
  end
  return nil, tried or ""
end

local function search_file(name)
  local path = package.path
  if type(path) ~= "string" then error("'package.path' must be a string", 0) end
  local file, tried = search_path(name, path)
  if not file then return tried end
  local source, problem = native.source(file, true)
  local chunk
  if source then chunk, problem = compile(source, file) end
  if not chunk then error(format("error loading module '%s' from file '%s':\n\t%s", name, file, problem), 0) end
  return chunk, file
end

local open, lines, input, output = native.open, io.lines, io.input, io.output
local methods = debug.getmetatable(io.stdout).__index
local close_file, file_lines = methods.close, methods.lines

-- Closes the file at its end, as the original does.
local function read_lines(name, ...)
  if name == nil then return lines(nil, ...) end
  local file, problem = open(name)
  if not file then error(problem, 2) end
  local read = file_lines(file, ...)
  local function pass(first, ...)
    if first == nil then close_file(file) end
    return first, ...
  end
  return function() return pass(read()) end, nil, nil, file
end

local function redirected(set, mode)
  return function(file)
    if type(file) == "string" then
      local problem
      file, problem = open(file, mode)
      if not file then error(problem, 2) end
    end
    return set(file)
  end
end

local function temporary_file()
  local name = native.tmpname()
  local file, problem = open(name, "w+b")
  native.remove(name)
  return file, problem
end

local collect = collectgarbage
local harmless = { collect = true, count = true, isrunning = true, step = true }

local replaced = {
  collectgarbage = function(option, ...)
    if type(option) == "string" and not harmless[option] then
      error(format("collectgarbage(\"%s\") is not allowed in a restricted script", option), 2)
    end
    return collect(option, ...)
  end,
  dofile = function(name)
    local chunk, problem = load_file(name)
    if not chunk then error(problem, 0) end
    return chunk()
  end,
  load = load_text,
  loadfile = load_file,
  io = {
    input = redirected(input, "r"), lines = read_lines, open = open, output = redirected(output, "w"),
    tmpfile = temporary_file,
  },
  os = { getenv = native.getenv, remove = native.remove, rename = native.rename, tmpname = native.tmpname },
  package = { cpath = "", searchers = { package.searchers[1], search_file }, searchpath = search_path },
}

-- All that stays; what has a library's name is a list of its functions.
local allowed = {
  _G = true, _VERSION = true, assert = true, collectgarbage = true, coroutine = true, dofile = true, error = true,
  getmetatable = true, ipairs = true, load = true, loadfile = true, math = true, next = true, pairs = true, pcall = true,
  print = true, rawequal = true, rawget = true, rawlen = true, rawset = true, require = true, select = true,
  setmetatable = true, table = true, tonumber = true, tostring = true, type = true, utf8 = true, vimeo = true, warn = true,
  xpcall = true,
  io = "close flush input lines open output read stderr stdin stdout tmpfile type write",
  os = "clock date difftime exit getenv remove rename time tmpname",
  package = "config cpath loaded path preload searchers searchpath",
  string = "byte char find format gmatch gsub len lower match pack packsize rep reverse sub unpack upper",
}

for name, value in pairs(replaced) do
  if type(value) == "table" then
    for key, own in pairs(value) do _G[name][key] = own end
  else
    _G[name] = value
  end
end
for name, value in pairs(_G) do
  local list = allowed[name]
  if not list then
    _G[name], package.loaded[name] = nil, nil
  elseif type(list) == "string" then
    for key in pairs(value) do
      if not find(" " .. list .. " ", " " .. key .. " ", 1, true) then value[key] = nil end
    end
  end
end
