-- Prints the seconds of a task that does not wait and of a bare coroutine, start to end, and the megabytes that 10,000
-- waiting tasks take more than one.
local function resident()
  for line in io.lines("/proc/self/status") do
    local kilobytes = line:match("^VmRSS:%s+(%d+)")
    if kilobytes then return kilobytes / 1024 end
  end
end

local function waiting(count)
  local tasks = {}
  for i = 1, count do tasks[i] = vimeo.spawn(vimeo.sleep, 1000) end
  vimeo.sleep(0.2)
  local memory = resident()
  for i = 1, count do tasks[i]:cancel() end
  for i = 1, count do pcall(tasks[i].await, tasks[i]) end
  return memory
end

local function nothing() end
local count = 200000

local function measure(make, finish)
  local start = os.clock()
  for _ = 1, count / 100 do
    local made = {}
    for i = 1, 100 do made[i] = make(nothing) end
    for i = 1, 100 do finish(made[i]) end
  end
  return (os.clock() - start) / count
end

local task, coroutine_ = math.huge, math.huge
for _ = 1, 3 do
  task = math.min(task, measure(vimeo.spawn, function(made) made:await() end))
  coroutine_ = math.min(coroutine_, measure(coroutine.create, coroutine.resume))
end

local one = waiting(1)
local many = waiting(10000)
print(task, coroutine_, many - one)
