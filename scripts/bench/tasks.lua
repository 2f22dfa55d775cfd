-- Prints the megabytes that 10,000 waiting tasks take more than one, and the microseconds of a task that does not wait.
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
local start = os.clock()
for _ = 1, count / 100 do
  local tasks = {}
  for i = 1, 100 do tasks[i] = vimeo.spawn(nothing) end
  for i = 1, 100 do tasks[i]:await() end
end
local cost = (os.clock() - start) / count * 1e6

local one = waiting(1)
local many = waiting(10000)
print(many - one, cost)
