package io.plateau.ml;

import io.plateau.LocalSpark;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.connect.service.SparkConnectService;
import scala.Option;

/** A Spark Connect server on the tests' session, and a client that talks to it over a socket. */
final class ConnectServer implements AutoCloseable {
  static final String PORT = "spark.connect.grpc.binding.port";

  private final ConnectClient client;

  ConnectServer() {
    int port = freePort();
    LocalSpark.session().stop();
    System.setProperty(PORT, Integer.toString(port));
    SparkConnectService.start(LocalSpark.session().sparkContext());
    client = new ConnectClient(port);
  }

  /**
   * A port that nobody listens at, below those that systems give away: until a server takes it, any
   * process could get one of these.
   */
  static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (IOException e) {
        // Taken; another one is not.
      }
    }
  }

  ConnectClient client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
    SparkConnectService.stop(Option.apply(5L), Option.apply(TimeUnit.SECONDS));
    System.clearProperty(PORT);
    LocalSpark.session().stop();
  }
}
