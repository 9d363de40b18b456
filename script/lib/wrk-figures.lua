-- Makes wrk print one line of JSON; the first argument after `--` is the name of what is measured. A second names a file of
-- requests, one a line: method, path, cookie and body with tabs between. They are made in turn, and then from the first again.
name = "page"

function init(arguments)
   name = arguments[1] or name
   if arguments[2] then
      take_in_turn(arguments[2])
   end
end

function take_in_turn(file)
   local requests, last = {}, 0
   for line in io.lines(file) do
      local method, path, cookie, body = line:match("^([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)$")
      local headers = {}
      if cookie ~= "" then
         headers["Cookie"] = cookie
      end
      if body ~= "" then
         headers["Content-Type"] = "application/x-www-form-urlencoded"
      end
      table.insert(requests, wrk.format(method, path, headers, body ~= "" and body or nil))
   end
   function request()
      last = last % #requests + 1
      return requests[last]
   end
end

local threads = {}

function setup(thread)
   table.insert(threads, thread)
end

function done(summary, latency)
   local errors = summary.errors
   local bad = errors.connect + errors.read + errors.write + errors.status + errors.timeout
   print(string.format(
      '{"name": "%s", "per_second": %.1f, "p50_ms": %.3f, "p99_ms": %.3f, "count": %d, "errors": %d}',
      threads[1]:get("name"), summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1e3,
      latency:percentile(99) / 1e3, summary.requests, bad))
end
