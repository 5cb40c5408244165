// SPDX-License-Identifier: MIT

// Service answers descriptions of systems over HTTP, and loads its policy anew
// on SIGHUP: evaluations that go on end on the old one.
//
//	service -policy policies/fisc8 -listen 127.0.0.1:8080
//	curl --data-binary @bank.json 'http://127.0.0.1:8080/evaluate?as_of=2026-06-30'
package main

import (
	"flag"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	policy := flag.String("policy", "", "folder of the policy")
	listen := flag.String("listen", "127.0.0.1:8080", "address")
	flag.Parse()
	service, err := NewService(*policy)
	if err != nil {
		log.Fatal(err)
	}
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	go func() {
		for range hangup {
			if err := service.Reload(); err != nil {
				log.Print("the old policy stays: ", err)
			}
		}
	}()
	server := &http.Server{Addr: *listen, Handler: service,
		ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second}
	log.Fatal(server.ListenAndServe())
}
