-- Presses the last button of drafts that were filled in beforehand, each once: `wrk … -s wrk-submit.lua ADDRESS -- FILE`.
-- One thread only; prints one line of JSON. When all are sent, the connections that wait ask for a page that is cheap.
local drafts, sent, answered, refused = {}, 0, 0, 0

function init(arguments)
   for line in io.lines(arguments[1]) do
      local path, cookie, token = line:match("([^\t]*)\t([^\t]*)\t([^\t]*)")
      if path then drafts[#drafts + 1] = {path, cookie, token} end
   end
   total = #drafts
end

function request()
   sent = sent + 1
   local draft = drafts[sent]
   if not draft then return wrk.format("GET", "/healthz") end
   return wrk.format(
      "POST", draft[1], {cookie = draft[2], ["content-type"] = "application/x-www-form-urlencoded"},
      "csrf_token=" .. draft[3])
end

function response(status)
   answered = answered + 1
   if status == 303 then accepted = (accepted or 0) + 1 elseif status ~= 200 then refused = refused + 1 end
   if answered >= total then wrk.thread:stop() end
end

local threads = {}

function setup(thread)
   table.insert(threads, thread)
end

function done(summary, latency)
   local total = threads[1]:get("total")
   print(string.format(
      '{"name": "enrolment", "per_second": %.1f, "p50_ms": %.3f, "p99_ms": %.3f, "count": %d, "errors": %d}',
      total / (summary.duration / 1e6), latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, total,
      summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
