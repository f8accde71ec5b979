package io.plateau.ml;

import static io.plateau.ml.ConnectPlans.assembled;
import static io.plateau.ml.ConnectPlans.number;
import static io.plateau.ml.ConnectPlans.numbers;
import static io.plateau.ml.ConnectPlans.read;
import static io.plateau.ml.ConnectPlans.sql;
import static io.plateau.ml.ConnectPlans.text;
import static io.plateau.ml.ConnectPlans.texts;
import static io.plateau.ml.ConnectPlans.transform;
import static io.plateau.ml.ConnectPlans.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.cluster.ChildJvm;
import io.plateau.engine.shard.TaskSums;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.connect.proto.Expression;
import org.apache.spark.connect.proto.ObjectRef;
import org.apache.spark.connect.proto.Relation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stages work on a Connect server with executors of its own, none of which has the library on its
 * class path, once a session adds the jar. The session's threads and its tasks see the classes
 * then; Spark's own threads and serializers do not.
 */
class ConnectArtifactTest {
  private static final Relation ROWS = rows(3);

  private static final Relation VECTORS = assembled(ROWS, List.of("x", "y"));

  private static final Map<String, Expression.Literal> PARAMS =
      Map.of(
          "maxIter", number(12),
          "batchSize", number(16),
          "hiddenLayers", numbers(8),
          "stepSize", number(0.05),
          "validationIndicatorCol", text("held"));

  @Test
  void needsNoJarBesidesThatOfTheSession(@TempDir Path folder) throws Exception {
    int port = ConnectServer.freePort();
    try (ChildJvm server = server(folder, port);
        ConnectClient client = new ConnectClient(port)) {
      server.await("a Connect server", () -> listens(port));
      client.addJar(jar(folder.resolve("library.jar")));
      // One shard, of which a task makes an epoch; then two, by steps and by local steps.
      classifies(client, "NeuralNetworkClassifier", VECTORS, Map.of());
      ObjectRef model =
          estimates(client, "TabularRegressor", ROWS, Map.of("ignoredCols", texts(List.of("k"))));
      Relation infinite = sql("SELECT CAST('Infinity' AS DOUBLE) AS x, 0.5 AS y");
      assertThatThrownBy(() -> client.count(where(transform(model, infinite), "prediction > 0")))
          .hasMessageContaining("column \"x\": expected numbers that are finite as 32-bit floats");
      classifies(
          client,
          "TabularClassifier",
          rows(TaskSums.AT_ONCE + 1), // whose sums are sent among tasks
          Map.of("ignoredCols", texts(List.of("k")), "shards", number(2), "batchSize", number(72)));
      estimates(
          client,
          "NeuralNetworkRegressor",
          VECTORS,
          Map.of("shards", number(2), "localSteps", number(9), "members", number(2)));
    }
  }

  private static Relation rows(int partitions) {
    return sql(
        ("SELECT k, k + 0.1 * sin(id) AS x, 0.1 * cos(id) - k AS y, id %% 5 = 0 AS held, k AS label"
                + " FROM (SELECT id, CAST(id %% 3 AS DOUBLE) AS k FROM range(0, 180, 1, %d))")
            .formatted(partitions));
  }

  private static void classifies(
      ConnectClient client, String estimator, Relation rows, Map<String, Expression.Literal> more) {
    ObjectRef model = checks(client, estimator, rows, more, "prediction = label");
    assertThat(client.attribute(model, "summary", "accuracy").getDouble()).isBetween(0.94, 1.0);
  }

  private static ObjectRef estimates(
      ConnectClient client, String estimator, Relation rows, Map<String, Expression.Literal> more) {
    return checks(client, estimator, rows, more, "abs(prediction - label) < 0.5");
  }

  private static ObjectRef checks(
      ConnectClient client,
      String estimator,
      Relation rows,
      Map<String, Expression.Literal> more,
      String right) {
    Map<String, Expression.Literal> params = new HashMap<>(PARAMS);
    params.putAll(more);
    String tag = "plateau-" + UUID.randomUUID();
    client.tag(tag);
    ObjectRef model = client.fit("io.plateau.ml." + estimator, params, rows);
    Relation events = read("io.plateau.ml.FitEvents", Map.of("fit", tag));
    assertThat(client.count(where(events, "event LIKE '%\"epoch\":%,\"trainLoss\"%'")))
        .isEqualTo(12);
    Relation predicted = transform(model, rows);
    assertThat(client.count(where(predicted, right))).as(estimator).isBetween(170L, 180L);
    return model;
  }

  /** A server on the class path of the tests, the library and its tests left out. */
  private static ChildJvm server(Path folder, int port) throws IOException {
    Path home = folder.resolve("home");
    Files.createDirectories(home.resolve("jars"));
    String classPath =
        Arrays.stream(ChildJvm.classPath().split(File.pathSeparator))
            .filter(entry -> !Files.exists(Path.of(entry, "io/plateau")))
            .collect(Collectors.joining(File.pathSeparator));
    return ChildJvm.start(
        folder.resolve("server.log"),
        "700m",
        Map.of("SPARK_LOCAL_IP", "127.0.0.1"),
        List.of(
            "-Dspark.master=local-cluster[2,1,512]",
            "-Dspark.testing=true",
            "-Dspark.test.home=" + home,
            "-Dspark.executor.memory=512m",
            "-Dspark.executor.extraJavaOptions=" + String.join(" ", ChildJvm.SHORT_LIVED),
            "-Dspark.executorEnv.SPARK_SCALA_VERSION=2.13",
            "-Dspark.driver.host=127.0.0.1",
            "-Dspark.ui.enabled=false",
            "-Dspark.sql.shuffle.partitions=2",
            "-Dspark.sql.codegen.wholeStage=false",
            "-Dspark.sql.warehouse.dir=" + folder.resolve("warehouse"),
            "-D" + ConnectServer.PORT + "=" + port,
            "-cp",
            classPath,
            "org.apache.spark.sql.connect.service.SparkConnectServer"));
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** The library as it is compiled. */
  private static Path jar(Path jar) throws Exception {
    Path classes =
        Path.of(NetworkModel.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> all = Files.walk(classes)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
        Files.copy(each, out);
      }
    }
    return jar;
  }
}
