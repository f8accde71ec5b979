package io.plateau.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.engine.shard.CachedBytes;
import io.plateau.engine.shard.Census;
import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.ShardLayout;
import io.plateau.job.Job;
import io.plateau.math.Key;
import io.plateau.table.TableRules;
import io.plateau.train.StageListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory of a table of numbers, categories and dates once its rows are packed. */
class TableMemoryTest {
  private static final int ROWS = 20_000;
  private static final int NUMBERS = 30;
  private static final int CATEGORIES = 15;
  private static final int DATES = 5;
  private static final int COLUMNS = NUMBERS + CATEGORIES + DATES;

  @TempDir Path folder;

  @AfterEach
  void close() {
    Jobs.close();
  }

  @Test
  void aColumnOfAnyKindTakesFourBytesARowAndAllElseFivePercent() throws IOException {
    Path file = folder.resolve("table.csv");
    Files.write(
        file,
        (Iterable<String>)
            Stream.concat(
                    Stream.of(header()), IntStream.range(0, ROWS).mapToObj(TableMemoryTest::row))
                ::iterator);
    JobData data =
        Jobs.read(
            Jobs.with(
                Jobs.csv(file, "y"),
                new Job.Treatment(Job.TaskWord.AUTO, Map.of(), TableRules.DEFAULT)));
    Prepared prepared = data.prepare();
    int width = prepared.table().width();
    assertThat(width).isEqualTo(COLUMNS);
    Census census = prepared.census();
    assertThat(census.rows()).isEqualTo(ROWS);
    ShardLayout layout =
        new ShardLayout(
            width, 1, census.shards(width, 256), census.partitions(width), census.sparse(width), 3);
    DealtRows dealt = data.pack(layout, new StageListener() {});
    double bytes = CachedBytes.of(dealt.training());
    assertThat(bytes / ROWS / COLUMNS).isBetween(4.0, 4.2);
  }

  private static String header() {
    StringJoiner names = new StringJoiner(",");
    IntStream.range(0, COLUMNS).forEach(i -> names.add("x" + i));
    return names.add("y").toString();
  }

  private static String row(int row) {
    Key key = Key.of(5).with(row);
    StringJoiner values = new StringJoiner(",");
    for (int i = 0; i < COLUMNS; i++) {
      boolean missing = key.with("missing").below(i, 20) == 0;
      values.add(missing ? "" : value(key, i));
    }
    return values.add(key.with("label").below(0, 2) == 0 ? "no" : "yes").toString();
  }

  private static String value(Key key, int column) {
    if (column < NUMBERS) {
      return Float.toString(key.normal(column));
    }
    int below = key.below(column, 10_000);
    return column < NUMBERS + CATEGORIES
        ? "value " + (column % 2 == 0 ? below : below % 7)
        : "20%02d-%02d-%02d".formatted(below % 20, 1 + below % 12, 1 + below % 28);
  }
}
