package io.plateau.ml.persist;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.Mutations;
import io.plateau.math.Key;
import io.plateau.ml.Frames;
import io.plateau.ml.NeuralNetworkClassificationModel;
import io.plateau.ml.NeuralNetworkClassifier;
import io.plateau.model.ModelFolder;
import io.plateau.model.NetworkFileTest;
import io.plateau.nn.Network;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.initial.Initializer;
import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Losses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
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

  private void assertOnlyTypedErrors(Path saved, int mutants) throws IOException {
    FileSystem files = FileSystem.getLocal(new Configuration()).getRawFileSystem();
    Map<String, byte[]> good = new LinkedHashMap<>();
    for (String name : new String[] {ModelFolder.METADATA, "network.json", "weights.bin"}) {
      good.put(name, Files.readAllBytes(saved.resolve(name)));
    }
    int refused = 0;
    for (int i = 0; i < mutants; i++) {
      Key key = Key.of(i).with("model");
      Map<String, byte[]> mutant = new LinkedHashMap<>(good);
      String changed = key.below(0, 2) == 0 ? "network.json" : ModelFolder.METADATA;
      mutant.computeIfPresent(changed, (name, bytes) -> Mutations.of(bytes, key));
      org.apache.hadoop.fs.Path at =
          new org.apache.hadoop.fs.Path(folder.toUri().getPath(), "mutant" + i);
      ModelFiles.write(files, at, mutant);
      try {
        NeuralNetworkClassificationModel.load(at.toString());
      } catch (UncheckedIOException e) {
        refused++;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("mutant " + i + " is not refused but gives " + e, e);
      }
      files.delete(at, true);
    }
    assertThat(refused).isBetween(mutants / 4, mutants);
  }
}
