check "1" (function (ctx) return ("hello"):sub(2, 3) == "el" and ("hello"):sub(-3) == "llo" and ("hello"):sub(2, -2) == "ell" and ("hello"):sub(9) == "" and ("hello"):sub(0) == "hello" and ("hello"):sub(-100, 100) == "hello" end)
check "2" (function (ctx) return ("aBc1é"):upper() == "ABC1é" and ("AbC"):lower() == "abc" and ("abc"):reverse() == "cba" and ("日"):len() == 3 end)
check "3" (function (ctx) return ("ab"):rep(3) == "ababab" and ("ab"):rep(2, ",") == "ab,ab" and ("x"):rep(0) == "" and ("x"):rep(-1) == "" and ("x"):rep(1, ",") == "x" end)
check "4" (function (ctx) return ("x"):rep(1 << 60) end)
check "5" (function (ctx) return (""):rep(1 << 60) end)
check "6" (function (ctx) return ("xy"):rep(200000) end)
check "7" (function (ctx) local a, b = ("AB"):byte(1, -1); return a == 65 and b == 66 and ("A"):byte(2) == nil and string.char(72, 105) == "Hi" and string.char() == "" end)
check "8" (function (ctx) return string.char(256) end)
check "9" (function (ctx) return string.byte(("x"):rep(5000), 1, -1) end)
check "10" (function (ctx) return ("%d %5d|%-5d|%05d %+d"):format(1, 2, 3, 4, 5) == "1     2|3    |00004 +5" end)
check "11" (function (ctx) return ("%x %X %o %c%%"):format(255, 255, 8, 65) == "ff FF 10 A%" end)
check "12" (function (ctx) return ("%.2f %8.3f %e %g %g"):format(1.005, 2.5, 12345.678, 0.1, 1e20) == "1.00    2.500 1.234568e+04 0.1 1e+20" end)
check "13" (function (ctx) return ("%s %10s|%-10s|%.2s"):format("a", "b", "c", "defg") == "a          b|c         |de" end)
check "14" (function (ctx) return ("%s %s %s %s"):format(nil, true, 1.5, {}) == "nil true 1.5 table" end)
check "15" (function (ctx) return ("%f"):format(0/0) == "nan" and ("%.1f"):format(-1/0) == "-inf" end)
check "16" (function (ctx) return ("%s"):format(("x"):rep(1000)):len() == 1000 end)
check "17" (function (ctx) return ("%p"):format({}) end)
check "18" (function (ctx) return ("%a"):format(1) end)
check "19" (function (ctx) return ("%q"):format("x") end)
check "20" (function (ctx) return ("%d"):format("x") end)
check "21" (function (ctx) return ("%d"):format(1.5) end)
check "22" (function (ctx) return ("%s"):format() end)
check "23" (function (ctx) return ("%"):format() end)
check "24" (function (ctx) return ("%100d"):format(1) end)
check "25" (function (ctx) return ("%99.99f"):format(1e308):len() == 409 end)
check "26" (function (ctx) return ("hello"):find("l") == 3 and select(2, ("hello"):find("l+")) == 4 and ("hello"):find("l", 4) == 4 and ("hello"):find("xyz") == nil end)
check "27" (function (ctx) return ("a.b"):find(".", 1, true) == 2 and ("a.b"):find("", 10) == nil and ("a.b"):find("", 4) == 4 and ("aab"):find("ab", 1, true) == 2 end)
check "28" (function (ctx) local k, v = ("key = value"):match("^(%w+)%s*=%s*(%w+)$"); return k == "key" and v == "value" end)
check "29" (function (ctx) return ("2026-04-01"):match("^%d%d%d%d%-%d%d%-%d%d$") == "2026-04-01" and ("x"):match("()") == 1 and ("[a]"):match("%b[]") == "[a]" end)
check "30" (function (ctx) return ("THE (quick) fox"):find("%((%a+)%)") == 5 and ("hello world"):match("%f[%w]%w+$") == "world" and ("aXbX"):match("(X)b%1") == "X" end)
check "31" (function (ctx) local out = {}; for k, v in ("a=1, b=2"):gmatch("(%w+)=(%w+)") do out[#out + 1] = k .. v end; return table.concat(out, ";") == "a1;b2" end)
check "32" (function (ctx) local n = 0; for w in ("one two three"):gmatch("%a+") do n = n + #w end; return n == 11 end)
check "33" (function (ctx) return ("hello"):gsub("l", "L") == "heLLo" and select(2, ("hello"):gsub("l", "L")) == 2 and ("hello"):gsub("l", "L", 1) == "heLlo" end)
check "34" (function (ctx) return ("abc"):gsub("%w", "%0%0") == "aabbcc" and ("abc"):gsub("(a)(b)", "%2%1") == "bac" and ("abc"):gsub("", "-") == "-a-b-c-" and ("x"):gsub("x", "%%") == "%" end)
check "35" (function (ctx) return ("$a $b"):gsub("%$(%w)", { a = "1" }) == "1 $b" and ("abc"):gsub("%w", function (c) return c == "b" and "B" or nil end) == "aBc" and ("a"):gsub("()", "%1") == "1a2" end)
check "36" (function (ctx) return ("x"):gsub("x", "%2") end)
check "37" (function (ctx) return ("x"):gsub("x", function () return {} end) end)
check "38" (function (ctx) return ("x"):find("[") end)
check "39" (function (ctx) return ("x"):find("%") end)
check "40" (function (ctx) return ("x"):find("(") end)
check "41" (function (ctx) return ("x"):find("%1") end)
check "42" (function (ctx) return ("a"):rep(60):find(("a?"):rep(60) .. ("a"):rep(60)) end)
check "43" (function (ctx) return ("x"):match(("("):rep(40) .. "x" .. (")"):rep(40)) end)
check "44" (function (ctx) return ("x"):rep(200):match(("x?"):rep(200)) end)
check "45" (function (ctx) return ("a\0b"):match("%z") == nil and ("a\0b"):find("\0", 1, true) == 2 and ("a\0b"):find("b") == 3 end)
--> pass
--> pass
--> pass
--> error error: line 4: the text would be too long
--> error error: line 5: the text would be too long
--> error error: line 6: the text would be too long
--> pass
--> error error: line 8: bad argument #1 to 'char' (no byte has this value)
--> error error: line 9: too many bytes
--> pass
--> pass
--> pass
--> pass
--> pass
--> pass
--> pass
--> error error: line 17: format: '%p' can't be used
--> error error: line 18: format: '%a' can't be used
--> error error: line 19: format: '%q' can't be used
--> error error: line 20: bad argument #1 to 'format' (number expected, got string)
--> error error: line 21: bad argument #1 to 'format' (number has no integer representation)
--> error error: line 22: format: too few values
--> error error: line 23: format: '% ' can't be used
--> error error: line 24: format: '%100' can't be used
--> pass
--> pass
--> pass
--> pass
--> pass
--> pass
--> pass
--> pass
--> pass
--> pass
--> pass
--> error error: line 36: invalid capture index
--> error error: line 37: invalid replacement value (a table)
--> error error: line 38: malformed pattern (missing ']')
--> error error: line 39: malformed pattern (ends with '%')
--> error error: line 40: unfinished capture
--> error error: line 41: invalid capture index
--> error budget: takes more than 1000000 steps
--> error error: line 43: too many captures
--> error error: line 44: pattern too complex
--> pass
