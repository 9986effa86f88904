package org.cloister.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A headless Chromium, driven over its DevTools protocol with what the JDK has: one page,
 * everything that it asks the network for, and everything that it complains of.
 */
final class Browser implements AutoCloseable {

  private static final String LISTENING = "DevTools listening on ";
  private static final long SECONDS = 60;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final WebSocket socket;
  private final Map<Integer, CompletableFuture<JsonNode>> calls;
  private final List<JsonNode> events;
  private final AtomicInteger number = new AtomicInteger();
  private String session = "";

  private Browser(
      Process process,
      WebSocket socket,
      Map<Integer, CompletableFuture<JsonNode>> calls,
      List<JsonNode> events) {
    this.process = process;
    this.socket = socket;
    this.calls = calls;
    this.events = events;
  }

  /** The browser of {@code CLOISTER_CHROMIUM}, or one on the path. */
  static Optional<Path> find() {
    String named = System.getenv("CLOISTER_CHROMIUM");
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(name -> Stream.of(path.split(":", -1)).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Browser start(Path program, Path profile) throws Exception {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    URI address = URI.create(listening(process));
    Map<Integer, CompletableFuture<JsonNode>> calls = new ConcurrentHashMap<>();
    List<JsonNode> events = new CopyOnWriteArrayList<>();
    WebSocket socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(address, new Inbox(calls, events))
            .get(SECONDS, TimeUnit.SECONDS);
    Browser browser = new Browser(process, socket, calls, events);
    browser.attach();
    return browser;
  }

  /** Chromium says where it listens; after that somebody has to go on reading what it says. */
  private static String listening(Process process) throws Exception {
    CompletableFuture<String> address = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader lines = process.inputReader()) {
                String line = lines.readLine();
                while (line != null) {
                  if (line.startsWith(LISTENING)) {
                    address.complete(line.substring(LISTENING.length()).strip());
                  }
                  line = lines.readLine();
                }
                address.completeExceptionally(new IOException("the browser ended"));
              } catch (IOException e) {
                address.completeExceptionally(e);
              }
            },
            "browser-output");
    reader.setDaemon(true);
    reader.start();
    return address.get(SECONDS, TimeUnit.SECONDS);
  }

  private void attach() throws Exception {
    String target =
        call("Target.createTarget", JSON.createObjectNode().put("url", "about:blank"))
            .get("targetId")
            .asText();
    session =
        call(
                "Target.attachToTarget",
                JSON.createObjectNode().put("targetId", target).put("flatten", true))
            .get("sessionId")
            .asText();
    for (String domain : List.of("Page", "Network", "Runtime", "Log")) {
      call(domain + ".enable", JSON.createObjectNode());
    }
    ObjectNode media = JSON.createObjectNode();
    media
        .putArray("features")
        .addObject()
        .put("name", "prefers-color-scheme")
        .put("value", "light");
    call("Emulation.setEmulatedMedia", media);
    ObjectNode size = JSON.createObjectNode().put("width", 1100).put("height", 900);
    call(
        "Emulation.setDeviceMetricsOverride",
        size.put("deviceScaleFactor", 1).put("mobile", false));
  }

  /** Opens a file and waits until everything it needs is there. */
  void open(Path file) throws Exception {
    call("Page.navigate", JSON.createObjectNode().put("url", file.toUri().toString()));
    String ready =
        "new Promise(done => document.readyState === 'complete' && location.protocol === 'file:'"
            + " ? done('loaded') : addEventListener('load', () => done('loaded')))";
    evaluate(ready);
  }

  /** The value of a JavaScript expression in the page; a promise is waited for. */
  JsonNode evaluate(String expression) throws Exception {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            JSON.createObjectNode()
                .put("expression", expression)
                .put("awaitPromise", true)
                .put("returnByValue", true));
    return answer.path("result").path("value");
  }

  /** A part of the page as PNG, two pixels a CSS pixel. */
  byte[] screenshot(double x, double y, double width, double height) throws Exception {
    ObjectNode how = JSON.createObjectNode().put("format", "png");
    how.put("captureBeyondViewport", true);
    ObjectNode clip = how.putObject("clip").put("x", x).put("y", y);
    clip.put("width", width).put("height", height).put("scale", 2);
    return call("Page.captureScreenshot", how).get("data").binaryValue();
  }

  /** The addresses of everything that was asked for, the page itself among it. */
  List<String> requests() {
    return of("Network.requestWillBeSent", "/request/url");
  }

  /** Errors and warnings on the console, and exceptions. */
  List<String> complaints() {
    List<String> complaints = new ArrayList<>(of("Runtime.exceptionThrown", "/exceptionDetails"));
    complaints.addAll(of("Runtime.consoleAPICalled", "/args"));
    complaints.addAll(of("Log.entryAdded", "/entry/text"));
    return complaints;
  }

  private List<String> of(String method, String pointer) {
    return events.stream()
        .filter(event -> event.path("method").asText().equals(method))
        .map(event -> event.at("/params" + pointer))
        .map(value -> value.isTextual() ? value.asText() : value.toString())
        .toList();
  }

  private JsonNode call(String method, ObjectNode params) throws Exception {
    int id = number.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    calls.put(id, answer);
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", params);
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    socket.sendText(message.toString(), true).get(SECONDS, TimeUnit.SECONDS);
    JsonNode said = answer.get(SECONDS, TimeUnit.SECONDS);
    if (said.has("error")) {
      throw new IOException(method + ": " + said.get("error"));
    }
    return said.get("result");
  }

  /** Ends it and waits until its files are left alone. */
  @Override
  public void close() {
    socket.abort();
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(
        handle -> handle.onExit().completeOnTimeout(handle, SECONDS, TimeUnit.SECONDS).join());
  }

  private static final class Inbox implements WebSocket.Listener {

    private final Map<Integer, CompletableFuture<JsonNode>> calls;
    private final List<JsonNode> events;
    private final StringBuilder text = new StringBuilder();

    Inbox(Map<Integer, CompletableFuture<JsonNode>> calls, List<JsonNode> events) {
      this.calls = calls;
      this.events = events;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        try {
          JsonNode message = JSON.readTree(text.toString());
          CompletableFuture<JsonNode> call = calls.remove(message.path("id").asInt());
          if (call == null) {
            events.add(message);
          } else {
            call.complete(message);
          }
        } catch (IOException e) {
          calls.values().forEach(call -> call.completeExceptionally(e));
        }
        text.setLength(0);
      }
      socket.request(1);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      calls.values().forEach(call -> call.completeExceptionally(error));
    }
  }
}
