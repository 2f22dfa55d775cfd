---What a request returns.
---@class vimeo.response
---@field status_code integer such as 200
---@field ok boolean whether the status is 2xx
---@field body any decoded JSON, or a string if it is not JSON
---@field headers table<string, string> by name; case does not matter
---@field url string the address that answered
---@field method string the method of the request
---@field rate_limit? vimeo.rate as far as Vimeo sent it
---@field error? vimeo.error the API's error, unless the status is 2xx
local response = {}
---The body, or an error if it is not JSON.
---@return any
function response:json() end
---The response itself, or raises the API's error.
---@return vimeo.response
function response:check() end

---What functions raise.
---@class vimeo.error
---@field kind "api"|"auth"|"rate_limit"|"network"|"timeout"|"cancelled"|"upload"|"file"|"permission"|"usage"
---@field message string what happened, in one sentence
---@field hint? string what to do about it
---@field code string a name that does not change
---@field status_code? integer the status of the response, such as 404
---@field error_code? integer Vimeo's own number, such as 5000
---@field developer_message? string Vimeo's explanation for developers
---@field invalid_parameters? { field: string, error: string, error_code?: integer }[]
---@field method? string the method of the request
---@field url? string the address of the request
---@field traceback? string where it was raised

---@class vimeo.rate
---@field limit? integer requests in the window
---@field remaining? integer requests that are left in it
---@field reset? integer its end, in seconds since 1970
---@field waiting? integer requests that are held back

---What vimeo.spawn returns.
---@class vimeo.task
---@field status string its state
local task = {}
---Waits for its end; returns its results, or raises its error.
---@return any ...
function task:await() end
---Stops it at its next wait.
function task:cancel() end

---What vimeo.map collects of a call that failed.
---@class vimeo.failure
---@field index integer
---@field item any
---@field error any

---@class vimeo.file_status
---@field type "file"|"directory"|"link"|"other"
---@field size integer bytes
---@field modified number seconds since 1970
---@field mode integer permissions

---What vimeo.csv.writer returns.
---@class vimeo.writer
local writer = {}
---Writes a row: a list, or a table by the names of the header.
---@param row table
function writer:write(row) end
---Puts the file in place.
function writer:close() end

---What vimeo.csv.reader returns, for a loop or a to-be-closed variable: gives each row and the number of its line.
---@class vimeo.reader
---@field header? string[] the names of the columns
---@overload fun(): table?, integer?

---What vimeo.progress returns, also for a to-be-closed variable.
---@class vimeo.progress
---@field done integer how many items are done
local progress = {}
---Counts more items; one unless given.
---@param n? integer
function progress:add(n) end
---Ends it.
function progress:close() end

---What vimeo.run returns.
---@class vimeo.run.result
---@field status integer the exit status
---@field signal? integer the number of the signal that ended it
---@field stdout string
---@field stderr string

---What vimeo.lock returns; it ends with the block of a to-be-closed variable.
---@class vimeo.lock

---A client for a sandbox of the script's own.
---@class vimeo.box: vimeo
---@field api_root string
---@field token string
---@field second_token string the token of another account
---@field key string
---@field secret string
local box = {}
---Ends the sandbox.
function box.close() end
---What it has stored.
---@return table
function box.state() end

---What a recipe's file returns; put ---@type vimeo.recipe above its table.
---@class vimeo.recipe
---@field summary string one line
---@field description? string
---@field examples? string[] command lines
---@field version? string
---@field needs? string the least version of the program
---@field args? table[]
---@field api? "none"|"read"|"write"|"delete"
---@field read? string|string[]
---@field write? string|string[]
---@field run? string[]|fun(args: table)
---@field env? string|string[]
---@field net? string|string[]
---@field items? fun(args: table): any, any
---@field plan? fun(item: any, args: table): string?, function?
---@field label? fun(item: any): string
---@field finish? fun(args: table, summary: table)
---@field tests? table[]
