module libfisc.example/fisc

go 1.19
