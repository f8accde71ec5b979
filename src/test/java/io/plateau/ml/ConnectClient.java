package io.plateau.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;
import org.apache.spark.connect.proto.AddArtifactsRequest;
import org.apache.spark.connect.proto.AddArtifactsResponse;
import org.apache.spark.connect.proto.Command;
import org.apache.spark.connect.proto.ExecutePlanRequest;
import org.apache.spark.connect.proto.ExecutePlanResponse;
import org.apache.spark.connect.proto.Expression;
import org.apache.spark.connect.proto.Fetch;
import org.apache.spark.connect.proto.MlCommand;
import org.apache.spark.connect.proto.MlCommandResult;
import org.apache.spark.connect.proto.MlOperator;
import org.apache.spark.connect.proto.MlParams;
import org.apache.spark.connect.proto.ObjectRef;
import org.apache.spark.connect.proto.Plan;
import org.apache.spark.connect.proto.Relation;
import org.apache.spark.connect.proto.SparkConnectServiceGrpc;
import org.apache.spark.connect.proto.UserContext;
import org.sparkproject.connect.grpc.ManagedChannel;
import org.sparkproject.connect.grpc.ManagedChannelBuilder;
import org.sparkproject.connect.grpc.stub.StreamObserver;
import org.sparkproject.connect.protobuf.ByteString;

/** A client of a Spark Connect server, which tells it what to do as PySpark tells. */
final class ConnectClient implements AutoCloseable {
  private static final UserContext USER = UserContext.newBuilder().setUserId("tests").build();

  private final ManagedChannel channel;
  private final String session = UUID.randomUUID().toString();
  private String tag = "tests";

  ConnectClient(int port) {
    channel = ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  /** Adds a jar to the session, as {@code SparkSession.addArtifact} does. */
  void addJar(Path jar) throws IOException {
    byte[] bytes = Files.readAllBytes(jar);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    CompletableFuture<AddArtifactsResponse> response = new CompletableFuture<>();
    StreamObserver<AddArtifactsRequest> requests =
        SparkConnectServiceGrpc.newStub(channel)
            .addArtifacts(
                new StreamObserver<>() {
                  @Override
                  public void onNext(AddArtifactsResponse value) {
                    response.complete(value);
                  }

                  @Override
                  public void onError(Throwable problem) {
                    response.completeExceptionally(problem);
                  }

                  @Override
                  public void onCompleted() {}
                });
    requests.onNext(
        AddArtifactsRequest.newBuilder()
            .setSessionId(session)
            .setUserContext(USER)
            .setBatch(
                AddArtifactsRequest.Batch.newBuilder()
                    .addArtifacts(
                        AddArtifactsRequest.SingleChunkArtifact.newBuilder()
                            .setName("jars/" + jar.getFileName())
                            .setData(
                                AddArtifactsRequest.ArtifactChunk.newBuilder()
                                    .setData(ByteString.copyFrom(bytes))
                                    .setCrc(crc.getValue()))))
            .build());
    requests.onCompleted();
    assertThat(response.join().getArtifactsList())
        .allMatch(AddArtifactsResponse.ArtifactSummary::getIsCrcSuccessful);
  }

  /** Tags what is asked for from now on, as {@code SparkSession.addTag} does. */
  void tag(String value) {
    tag = value;
  }

  /** The model that an estimator gives. */
  ObjectRef fit(String estimator, Map<String, Expression.Literal> params, Relation rows) {
    return run(MlCommand.newBuilder()
            .setFit(
                MlCommand.Fit.newBuilder()
                    .setEstimator(
                        MlOperator.newBuilder()
                            .setName(estimator)
                            .setUid("over_connect_" + UUID.randomUUID())
                            .setType(MlOperator.OperatorType.OPERATOR_TYPE_ESTIMATOR))
                    .setParams(MlParams.newBuilder().putAllParams(params))
                    .setDataset(rows))
            .build())
        .getOperatorInfo()
        .getObjRef();
  }

  /** What a member of a model is, or a member of that. */
  Expression.Literal attribute(ObjectRef model, String... names) {
    return fetch(model, names).getParam();
  }

  /** The summary of a model. */
  ObjectRef summary(ObjectRef model) {
    return ObjectRef.newBuilder().setId(fetch(model, "summary").getSummary()).build();
  }

  private MlCommandResult fetch(ObjectRef model, String... names) {
    Fetch.Builder fetch = Fetch.newBuilder().setObjRef(model);
    for (String name : names) {
      fetch.addMethods(Fetch.Method.newBuilder().setMethod(name));
    }
    return run(MlCommand.newBuilder().setFetch(fetch).build());
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
                .setUserContext(USER)
                .addTags(tag)
                .setPlan(plan)
                .build())
        .forEachRemaining(responses::add);
    return responses;
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
