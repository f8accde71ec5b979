package io.plateau.report;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Serves a run's page while the run goes on, to this machine alone. The page listens to {@code
 * /events} (server-sent events) and draws itself anew with each.
 *
 * <p>Requests that call the machine by another name than {@code localhost} or its loopback address
 * are refused: pages of others, whose names were made to point here, read nothing.
 */
public final class LivePage implements AutoCloseable {
  /** How long a browser may take to be told of the end. */
  private static final int STOP_SECONDS = 1;

  /** A comment after so long, to notice browsers that have gone. */
  private static final long SILENCE_MILLIS = 15_000;

  /** Between two events of a browser, which draws all curves anew with each. */
  private static final long REST_MILLIS = 1000;

  /** The address of the loopback interface that {@link #address} tells, whatever Java prefers. */
  private static final String HOST = "127.0.0.1";

  private final Path run;
  private final Configuration configuration;
  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "live-page");
            thread.setDaemon(true);
            return thread;
          });
  private long version;
  private boolean ended;

  /** Begins to serve, at any free port of the loopback interface. */
  public LivePage(Path run, Configuration configuration) throws IOException {
    this.run = run;
    this.configuration = configuration;
    this.server = HttpServer.create(new InetSocketAddress(HOST, 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  public URI address() {
    return URI.create("http://" + HOST + ":" + server.getAddress().getPort() + "/");
  }

  /** Something of the run has changed. */
  public synchronized void changed() {
    version++;
    notifyAll();
  }

  /** Tells browsers the last news and that there will be no more, then stops serving. */
  @Override
  public void close() {
    synchronized (this) {
      ended = true;
      notifyAll();
    }
    server.stop(STOP_SECONDS);
    threads.shutdown();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (!isLocal(exchange.getRequestHeaders().getFirst("Host"))) {
        send(exchange, 403, "text/plain", "only this machine may look");
      } else if (!exchange.getRequestMethod().equals("GET")) {
        send(exchange, 405, "text/plain", "there is nothing here but to GET");
      } else if (path.equals("/")) {
        send(exchange, 200, "text/html", RunReport.live(run, configuration));
      } else if (path.equals("/events")) {
        follow(exchange);
      } else {
        send(exchange, 404, "text/plain", "there are / and /events");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isLocal(String host) {
    return host != null && host.matches("(localhost|127\\.0\\.0\\.1|\\[::1\\])(:\\d+)?");
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void follow(HttpExchange exchange) throws IOException, InterruptedException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    long told = -1;
    for (boolean last = false; !last; ) {
      boolean news;
      synchronized (this) {
        if (told == version && !ended) {
          wait(SILENCE_MILLIS);
        }
        news = told != version;
        told = version;
        last = ended;
      }
      if (last || news) {
        // JSON has no line breaks of its own, so one data line holds it.
        String data = RunReport.data(run, configuration).toString();
        event(out, last ? "end" : "run", data);
        rest();
      } else {
        out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    }
  }

  /** Each event carries the whole run: many short epochs share one. */
  private synchronized void rest() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(REST_MILLIS);
    for (long left = REST_MILLIS; !ended && left > 0; ) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
  }

  private static void event(OutputStream out, String name, String data) throws IOException {
    out.write(("event: " + name + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
