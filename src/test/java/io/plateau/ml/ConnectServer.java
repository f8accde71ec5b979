package io.plateau.ml;

import io.plateau.LocalSpark;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.connect.service.SparkConnectService;
import scala.Option;

/** A Spark Connect server on the tests' session, and a client that talks to it over a socket. */
final class ConnectServer implements AutoCloseable {
  static final String PORT = "spark.connect.grpc.binding.port";

  private final ConnectClient client;

  ConnectServer() throws IOException {
    int port = freePort();
    LocalSpark.session().stop();
    System.setProperty(PORT, Integer.toString(port));
    SparkConnectService.start(LocalSpark.session().sparkContext());
    client = new ConnectClient(port);
  }

  static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
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
