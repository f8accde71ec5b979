package io.plateau.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LivePageTest {
  private final HttpClient browser = HttpClient.newHttpClient();
  @TempDir private Path folder;

  @BeforeEach
  void begin() throws IOException {
    Runs.write(folder, "job.yaml", Runs.job("letters"));
    Runs.write(folder, "history.jsonl", Runs.history(1));
  }

  private LivePage serve() throws IOException {
    return new LivePage(new org.apache.hadoop.fs.Path(folder.toUri()), new Configuration());
  }

  private <T> HttpResponse<T> get(URI uri, HttpResponse.BodyHandler<T> body) throws Exception {
    return browser.send(HttpRequest.newBuilder(uri).build(), body);
  }

  private BufferedReader events(LivePage page) throws Exception {
    InputStream stream =
        get(page.address().resolve("/events"), BodyHandlers.ofInputStream()).body();
    return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  @Test
  void servesThePageOfWhatIsDone() throws Exception {
    try (LivePage page = serve()) {
      HttpResponse<String> answer = get(page.address(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("connect-src 'self'");
      JsonNode data = Runs.data(answer.body());
      assertThat(data.get("live").booleanValue()).isTrue();
      assertThat(data.get("history").get("epoch")).hasSize(1);
    }
  }

  @Test
  void tellsEachChangeAndTheEnd() throws Exception {
    LivePage page = serve();
    try (BufferedReader events = events(page)) {
      assertThat(epochs(events, "run")).isEqualTo("[1]");
      Runs.write(folder, "history.jsonl", Runs.history(2));
      page.changed();
      assertThat(epochs(events, "run")).isEqualTo("[1,2]");
      Runs.write(folder, "history.jsonl", Runs.history(3));
      page.close();
      assertThat(epochs(events, "end")).isEqualTo("[1,2,3]");
      assertThat(events.readLine()).isNull();
    } finally {
      page.close();
    }
  }

  @Test
  void manyChangesShareAnEvent() throws Exception {
    LivePage page = serve();
    try (BufferedReader events = events(page)) {
      assertThat(epochs(events, "run")).isEqualTo("[1]");
      Runs.write(folder, "history.jsonl", Runs.history(2));
      for (int i = 0; i < 100; i++) {
        page.changed();
        Thread.sleep(5);
      }
      page.close();
      assertThat(events.lines().filter(line -> line.startsWith("event: ")))
          .endsWith("event: end")
          .hasSizeLessThan(6);
    } finally {
      page.close();
    }
  }

  private static String epochs(BufferedReader events, String name) throws IOException {
    assertThat(events.readLine()).isEqualTo("event: " + name);
    String data = events.readLine();
    assertThat(data).startsWith("data: ");
    assertThat(events.readLine()).isEmpty();
    JsonNode run = new ObjectMapper().readTree(data.substring("data: ".length()));
    return run.get("history").get("epoch").toString();
  }

  @Test
  void listensOnTheLoopbackInterfaceAlone() throws Exception {
    try (LivePage page = serve()) {
      InetAddress address = InetAddress.getByName(page.address().getHost());
      assertThat(address.isLoopbackAddress()).isTrue();
      assertThat(get(page.address().resolve("/job.yaml"), BodyHandlers.discarding()).statusCode())
          .isEqualTo(404);
    }
  }

  /** A name of somebody else's that was made to point to this machine. */
  @Test
  void refusesToBeCalledByAnotherName() throws Exception {
    try (LivePage page = serve();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), page.address().getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 403").doesNotContain("letters");
    }
  }
}
