package io.plateau.data.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {
  @TempDir private Path folder;

  private Optional<CsvFile> read(int lines, String line) throws IOException {
    return read(lines, "name", line);
  }

  private Optional<CsvFile> read(int lines, String header, String line) throws IOException {
    Path file = folder.resolve(lines + ".csv.gz");
    try (BufferedWriter out =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
      out.write(header + "\n");
      for (int i = 0; i < lines; i++) {
        out.write(line);
        out.write('\n');
      }
    }
    return CsvFile.read(file, SourceOptions.of("csv", Map.of()), "UTC", TextTypes.NONE);
  }

  /** What a small file grows to is not held in memory. */
  @Test
  void manyCharactersAreLeftToSpark() throws IOException {
    String line = "x".repeat(1 << 10);
    assertThat(read(2, line).orElseThrow().rows()).hasSize(2);
    assertThat(read((int) (CsvFile.MOST >> 10) + 1, line)).isEmpty();
  }

  /** So is each cell: of 100 letters a row takes some 6 KB. */
  @Test
  void manyShortCellsAreLeftToSpark() throws IOException {
    String line = "a,".repeat(99) + "b";
    assertThat(read((int) (CsvFile.MOST / 1000), columns(100), line)).isEmpty();
    assertThat(read(9, columns(100), line).orElseThrow().rows()).hasSize(9);
  }

  private static String columns(int count) {
    return IntStream.range(0, count).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
  }

  /** Each is an object of its own. */
  @Test
  void manyShortLinesAreLeftToSpark() throws IOException {
    assertThat(read((int) (CsvFile.MOST >> 4), "1")).isEmpty();
  }

  /** Spark does not take it for a number among the rows, though it infers one. */
  @Test
  void aByteOrderMarkAmongTheRowsIsLeftToSpark() throws IOException {
    assertThat(read(1, "\uFEFF5\n7")).isEmpty();
    assertThat(read(1, "5\n\uFEFF7").orElseThrow().schema().simpleString())
        .isEqualTo("struct<name:string>");
  }
}
