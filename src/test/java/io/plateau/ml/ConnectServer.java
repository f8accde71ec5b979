package io.plateau.ml;

import io.plateau.LocalSpark;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.spark.connect.proto.Command;
import org.apache.spark.connect.proto.ExecutePlanRequest;
import org.apache.spark.connect.proto.ExecutePlanResponse;
import org.apache.spark.connect.proto.MlCommand;
import org.apache.spark.connect.proto.MlCommandResult;
import org.apache.spark.connect.proto.Plan;
import org.apache.spark.connect.proto.Relation;
import org.apache.spark.connect.proto.SparkConnectServiceGrpc;
import org.apache.spark.connect.proto.UserContext;
import org.apache.spark.sql.connect.service.SparkConnectService;
import org.sparkproject.connect.grpc.ManagedChannel;
import org.sparkproject.connect.grpc.ManagedChannelBuilder;
import scala.Option;

/** A Spark Connect server on the tests' session, and a client that talks to it over a socket. */
final class ConnectServer implements AutoCloseable {
  private static final String PORT = "spark.connect.grpc.binding.port";

  private final ManagedChannel channel;
  private final String session = UUID.randomUUID().toString();

  ConnectServer() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    LocalSpark.session().stop();
    System.setProperty(PORT, Integer.toString(port));
    SparkConnectService.start(LocalSpark.session().sparkContext());
    channel = ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  /** What came of a command. */
  MlCommandResult run(MlCommand command) {
    for (ExecutePlanResponse response :
        run(Plan.newBuilder().setCommand(Command.newBuilder().setMlCommand(command)).build())) {
      if (response.hasMlCommandResult()) {
        return response.getMlCommandResult();
      }
    }
    throw new AssertionError("the command has no result: " + command);
  }

  /** How many rows a relation has. */
  long count(Relation relation) {
    return run(Plan.newBuilder().setRoot(relation).build()).stream()
        .filter(ExecutePlanResponse::hasArrowBatch)
        .mapToLong(response -> response.getArrowBatch().getRowCount())
        .sum();
  }

  private List<ExecutePlanResponse> run(Plan plan) {
    List<ExecutePlanResponse> responses = new ArrayList<>();
    SparkConnectServiceGrpc.newBlockingStub(channel)
        .executePlan(
            ExecutePlanRequest.newBuilder()
                .setSessionId(session)
                .setUserContext(UserContext.newBuilder().setUserId("tests"))
                .setPlan(plan)
                .build())
        .forEachRemaining(responses::add);
    return responses;
  }

  @Override
  public void close() {
    channel.shutdownNow();
    SparkConnectService.stop(Option.apply(5L), Option.apply(TimeUnit.SECONDS));
    System.clearProperty(PORT);
    LocalSpark.session().stop();
  }
}
