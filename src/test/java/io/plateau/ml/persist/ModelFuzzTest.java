package io.plateau.ml.persist;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.Mutations;
import io.plateau.math.Key;
import io.plateau.ml.Frames;
import io.plateau.ml.NeuralNetworkClassificationModel;
import io.plateau.ml.NeuralNetworkClassifier;
import io.plateau.ml.TableFrames;
import io.plateau.ml.TabularClassificationModel;
import io.plateau.ml.TabularClassifier;
import io.plateau.model.ModelFolder;
import io.plateau.model.NetworkFileTest;
import io.plateau.nn.Network;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.initial.Initializer;
import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Losses;
import io.plateau.score.Scorer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that somebody wrote to do harm, with a manifest that fits them, are read or refused. */
class ModelFuzzTest {
  private static final int FILES = Integer.getInteger("plateau.fuzz.models", 1000);

  @TempDir Path folder;

  @Test
  void onlyTypedErrors() throws IOException {
    LocalSpark.session();
    Path saved = folder.resolve("model");
    new NeuralNetworkClassifier()
        .setHiddenLayers(new int[] {3})
        .setMaxIter(1)
        .fit(Frames.labeled(Frames.blobs(30)))
        .save(saved.toString());
    assertOnlyTypedErrors(saved, FILES);
  }

  @Test
  void onlyTypedErrorsOfColumns() throws IOException {
    LocalSpark.session();
    Network table = NetworkFileTest.TABLE;
    Path saved = folder.resolve("model");
    NeuralNetworkClassificationModel.of(
            new TrainedNetwork(
                table,
                Losses.named("sigmoidCrossEntropy"),
                LabelType.CLASS,
                table.initialize(Initializer.AUTO, Key.of(1))))
        .save(saved.toString());
    assertOnlyTypedErrors(saved, FILES / 2);
  }

  /** Tables and labels of a model that reads columns. */
  @Test
  void onlyTypedErrorsOfTables() throws IOException {
    Path saved = folder.resolve("model");
    new TabularClassifier()
        .setLabelCol("grade")
        .setIgnoredCols(new String[] {"rate", "price", "cheap", "weight", "check"})
        .setHiddenLayers(new int[] {3})
        .setMaxIter(1)
        .fit(TableFrames.rows(60))
        .save(saved.toString());
    Map<String, byte[]> good = files(saved, "table.json", "label.json");
    fuzz(good, FILES, List.of("table.json", "label.json"), TabularClassificationModel::load);
  }

  private void assertOnlyTypedErrors(Path saved, int mutants) throws IOException {
    fuzz(
        files(saved),
        mutants,
        List.of("network.json", ModelFolder.METADATA),
        NeuralNetworkClassificationModel::load);
  }

  private static Map<String, byte[]> files(Path saved, String... others) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String name : new String[] {ModelFolder.METADATA, "network.json", "weights.bin"}) {
      files.put(name, Files.readAllBytes(saved.resolve(name)));
    }
    for (String name : others) {
      files.put(name, Files.readAllBytes(saved.resolve(name)));
    }
    return files;
  }

  /**
   * Both readers, that of Spark and that without, read a file or refuse it with the same words; of
   * params the one without looks at a few alone.
   */
  private void fuzz(
      Map<String, byte[]> good, int mutants, List<String> names, Consumer<String> load)
      throws IOException {
    FileSystem files = FileSystem.getLocal(new Configuration()).getRawFileSystem();
    int refused = 0;
    for (int i = 0; i < mutants; i++) {
      Key key = Key.of(i).with("model");
      Map<String, byte[]> mutant = new LinkedHashMap<>(good);
      String changed = names.get(key.below(0, names.size()));
      mutant.computeIfPresent(changed, (name, bytes) -> Mutations.of(bytes, key));
      org.apache.hadoop.fs.Path at =
          new org.apache.hadoop.fs.Path(folder.toUri().getPath(), "mutant" + i);
      ModelFiles.write(files, at, mutant);
      Optional<String> spark = refusal(i, () -> load.accept(at.toString()));
      Optional<String> alone =
          refusal(
              i,
              () -> {
                try {
                  Scorer.load(Path.of(at.toString()));
                } catch (IOException e) {
                  throw new UncheckedIOException(e.getMessage(), e);
                }
              });
      if (!changed.equals(ModelFolder.METADATA)) {
        assertThat(spark.map(said -> said.replace("file:", "")))
            .as("mutant %d of %s", i, changed)
            .isEqualTo(alone);
      }
      refused += spark.isPresent() ? 1 : 0;
      files.delete(at, true);
    }
    assertThat(refused).isBetween(mutants / 4, mutants);
  }

  private static Optional<String> refusal(int mutant, Runnable reading) {
    try {
      reading.run();
      return Optional.empty();
    } catch (UncheckedIOException e) {
      return Optional.of(e.getMessage());
    } catch (RuntimeException | Error e) {
      throw new AssertionError("mutant " + mutant + " is not refused but gives " + e, e);
    }
  }
}
