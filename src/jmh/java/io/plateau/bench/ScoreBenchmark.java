package io.plateau.bench;

import io.plateau.math.Key;
import io.plateau.model.SavedModel;
import io.plateau.nn.Network;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.initial.Initializer;
import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Losses;
import io.plateau.onnx.OnnxModel;
import io.plateau.score.JavaLimit;
import io.plateau.score.Score;
import io.plateau.score.Scorer;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedColumn;
import io.plateau.table.FittedNumber;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;

/**
 * One row and many, on one thread, by a scorer; and by ONNX Runtime where its jar is on the class
 * path ({@code scripts/bench-score}). The table is that of a run: {@code -Dplateau.bench.run},
 * {@code runs/adult} unless it is set.
 */
public class ScoreBenchmark extends KernelBenchmark {
  private static final int ROWS = 256;
  private static final int MANY = 4096;

  private final List<Map<String, Object>> rows = new ArrayList<>();
  private final List<float[]> encoded = new ArrayList<>();
  private Scorer table;
  private Scorer images;
  private float[] answer;
  private float[] image;
  private float[] imageAnswer;
  private float[] many;
  private float[] manyAnswers;
  private OtherRuntime other;
  private int next;

  /** Another runtime of the same model. */
  public interface OtherRuntime {
    /** The probabilities of a row, whose values are in the order of the model's inputs. */
    Object predict(Map<String, Object> row) throws Exception;
  }

  /** Reads the model of a run and makes rows of its categories and numbers. */
  @Setup
  public void make() throws Exception {
    table = Scorer.load(Path.of(System.getProperty("plateau.bench.run", "runs/adult")));
    for (int j = 0; j < ROWS; j++) {
      Map<String, Object> row = new HashMap<>();
      for (FittedColumn column : table.model().table().orElseThrow().columns()) {
        Key key = Key.of(j).with(column.name());
        if (column instanceof FittedCategory category) {
          row.put(column.name(), category.values().get(key.below(0, category.values().size())));
        } else if (column instanceof FittedNumber number) {
          row.put(column.name(), number.center() + key.normal(0) / number.factor());
        }
      }
      rows.add(row);
      encoded.add(table.encode(row));
    }
    answer = new float[table.predictions()];
    Network network = Network.of(784, new int[] {256, 128}, 10, Activations.named("relu"));
    images =
        Scorer.of(
            new SavedModel(
                Optional.empty(),
                new TrainedNetwork(
                    network,
                    Losses.named("softmaxCrossEntropy"),
                    LabelType.CLASS,
                    network.initialize(Initializer.AUTO, Key.of(1))),
                List.of(),
                List.of()));
    image = Numbers.normal(784);
    imageAnswer = new float[10];
    many = Numbers.normal(784 * MANY);
    manyAnswers = new float[10 * MANY];
    other = other(table.model());
  }

  private static OtherRuntime other(SavedModel model) throws IOException {
    byte[] graph = OnnxModel.of(model, Map.of()).bytes();
    try {
      return (OtherRuntime)
          Class.forName("io.plateau.bench.OnnxRuntimeRow")
              .getConstructor(byte[].class)
              .newInstance((Object) graph);
    } catch (ReflectiveOperationException notThere) {
      return row -> null;
    }
  }

  private int next() {
    next = (next + 1) % ROWS;
    return next;
  }

  /** Named values to a prediction. */
  @Benchmark
  public Score rowOfNames() {
    return table.score(rows.get(next()));
  }

  /** Features to probabilities, without an allocation. */
  @Benchmark
  public float[] rowOfFeatures() {
    table.score(encoded.get(next()), answer);
    return answer;
  }

  /** Named values to probabilities by another runtime. */
  @Benchmark
  public Object rowOfNamesElsewhere() throws Exception {
    return other.predict(rows.get(next()));
  }

  /** 784 pixels to ten probabilities. */
  @Benchmark
  public float[] image() {
    images.score(image, imageAnswer);
    return imageAnswer;
  }

  /** The same for many images. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public float[] images() {
    images.score(many, manyAnswers);
    return manyAnswers;
  }

  /**
   * The limit of the same images: nothing but the products, with each four columns of weights and
   * each output in the processor's nearest cache.
   */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public float[] imageProducts() {
    return JavaLimit.products(MANY);
  }
}
