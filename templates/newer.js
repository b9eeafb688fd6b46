self.shuwuNewer = {{ {
  "style": style("newer"),
  "newer": say("newer_content", size="{size}"),
  "get": say("newer_get"),
  "unknown": say("newer_unknown"),
  "more": say("newer_more"),
  "unsigned": say("newer_unsigned"),
  "another": say("newer_another"),
  "older": say("newer_older"),
  "online": say("read_online"),
  "ready": say("newer_ready"),
  "show": say("newer_show"),
  "coming": say("newer_coming", size="{size}"),
  "progress": say("offline_progress"),
  "cut": say("newer_cut"),
  "full": say("newer_full", size="{size}"),
  "again": say("try_again"),
  "close": say("newer_close")
} | tojson }};
