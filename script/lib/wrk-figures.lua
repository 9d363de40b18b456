-- Makes wrk print one line of JSON; the first argument after `--` is the name of what is measured.
name = "page"

function init(arguments)
   name = arguments[1] or name
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
