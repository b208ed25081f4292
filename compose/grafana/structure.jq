# Prints what is wrong with one dashboard, a line each. $uids: the data sources that are provisioned.

def targets: [.panels[] | select(.type != "row")];

def overlap($a; $b):
  $a.x < $b.x + $b.w and $b.x < $a.x + $a.w and $a.y < $b.y + $b.h and $b.y < $a.y + $a.h;

# Every data source that is named anywhere
def sources: [.. | objects | .datasource? // empty | objects | .uid];

def variables: [.templating.list[].name];

def used: [scan("\\$\\{?([a-z][a-zA-Z0-9_]*)") | .[0]];

if (.schemaVersion // 0) < 39 then "schemaVersion below 39" else empty end,
if (.uid // "") == "" or (.title // "") == "" then "no uid or no title" else empty end,
if (targets | length) == 0 then "no panels" else empty end,

(.panels | group_by(.id)[] | select(length > 1 or (.[0].id | type) != "number")
  | "panel id \(.[0].id) of '\(.[0].title)' is no number or not the only one"),

(.panels[] | select(.panels // [] | length > 0) | "row '\(.title)' hides panels: they are not checked"),

(.panels[] | select(.gridPos | .x < 0 or .y < 0 or .w < 1 or .h < 1 or .x + .w > 24)
  | "'\(.title)' lies outside the grid"),

(.panels as $all | range(0; $all | length) as $i | range($i + 1; $all | length) as $j
  | select(overlap($all[$i].gridPos; $all[$j].gridPos))
  | "'\($all[$i].title)' and '\($all[$j].title)' overlap"),

(targets[] | select((.title // "") == "" or (.description // "") == "") | "panel \(.id) has no title or no description"),
(targets[] | select(.targets // [] | length == 0) | "'\(.title)' has no target"),
(targets[] | . as $panel | .targets // [] | group_by(.refId)[] | select(length > 1)
  | "refId \(.[0].refId) of '\($panel.title)' is not the only one"),
(targets[] | . as $panel | .targets[]? | select((.expr // "") == "" or (.datasource.uid // "") == "")
  | "a target of '\($panel.title)' has no expression or no data source"),

(sources | unique[] | . as $uid | select($uids | index($uid) | not) | "data source '\($uid)' is not provisioned"),

(variables as $known | targets[] | . as $panel | .targets[]? | .expr | gsub("\\$__[a-z_]+"; "") | used[]
  | . as $name | select($known | index($name) | not) | "'\($panel.title)' uses $\($name), which is no variable"),

(.templating.list[] | select(.type != "query" or (.query.query | test("^label_values\\([a-z0-9_:]+, *[a-z]+\\)$") | not))
  | "variable \(.name) is not label_values(metric, label)")
