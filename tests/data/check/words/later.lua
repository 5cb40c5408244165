check "starts" { starts_with("t", "jp-"), starts_with(".t", param "p") }
check "ours" { "off" }
replace "ours" { flag "on" }
--> starts (all (starts_with t 'jp-') (starts_with .t param:p))
--> ours (flag on)
