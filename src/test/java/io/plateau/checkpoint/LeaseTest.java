package io.plateau.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.LoggedWarnings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
  private static final Owner ELSEWHERE = new Owner("a", "far", "another boot", 1, 1);
  private static final Owner ALSO_ELSEWHERE = new Owner("b", "farther", "another boot", 2, 1);

  @TempDir java.nio.file.Path folder;
  private FileSystem files;
  private Path directory;

  /** A clock that only pauses move on; what happens while it does. */
  private final class Time extends Clock {
    private Instant now = Instant.EPOCH;
    private Pause meanwhile = time -> {};

    void pause(Duration time) throws InterruptedException {
      now = now.plus(time);
      meanwhile.last(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }

  private final Time time = new Time();

  @BeforeEach
  void open() throws IOException {
    directory = new Path(folder.toUri());
    files = directory.getFileSystem(new Configuration());
  }

  private Lease take(Owner owner) throws IOException {
    return Lease.take(files, directory, owner, Timers.of(time, time::pause));
  }

  @Test
  void aSecondDriverIsRefusedAtTheNextHeartbeatOfTheFirst() throws IOException {
    Lease first = take(ELSEWHERE);
    time.meanwhile =
        pause -> {
          try {
            if (time.now.isAfter(Instant.EPOCH.plusSeconds(4))) {
              first.beat();
            }
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        };
    assertThatThrownBy(() -> take(ALSO_ELSEWHERE))
        .isInstanceOf(CheckpointException.InUse.class)
        .hasMessageContaining("is in use by process 1 on far, whose heartbeat was just seen");
    assertThat(time.now).isBefore(Instant.EPOCH.plusSeconds(7));
    assertThat(first.held()).isTrue();
  }

  @Test
  void aLeaseWithoutHeartbeatsExpiresAndItsHolderNotices() throws IOException {
    Lease first = take(ELSEWHERE);
    Lease second = take(ALSO_ELSEWHERE);
    assertThat(time.now).isAfterOrEqualTo(Instant.EPOCH.plusSeconds(30));
    assertThat(second.held()).isTrue();
    assertThat(first.held()).isFalse();
    first.release();
    assertThat(second.held()).isTrue();
  }

  @Test
  void aDriverKilledOnThisMachineIsNotWaitedFor() throws Exception {
    Process dead = new ProcessBuilder("sleep", "60").start();
    Owner here = Owner.here();
    assertThat(here.started()).isPositive();
    Owner killed = new Owner("k", here.host(), here.machine(), dead.pid(), ticks(dead.pid()));
    take(killed);
    assertThat(killed.gone()).isFalse();
    assertThat(new Owner("o", here.host(), here.machine(), dead.pid(), here.started()).gone())
        .as("of another process that had the number before")
        .isTrue();
    assertThat(new Owner("u", here.host(), here.machine(), dead.pid(), 0).gone())
        .as("where its start is not known")
        .isFalse();
    dead.destroyForcibly().waitFor();
    assertThat(killed.gone()).isTrue();
    assertThat(take(here).held()).isTrue();
    assertThat(time.now).isEqualTo(Instant.EPOCH);
  }

  /** The start of a process whose name has no blanks. */
  private static long ticks(long pid) throws Exception {
    List<String> stat = Files.readAllLines(java.nio.file.Path.of("/proc/" + pid + "/stat"));
    return Long.parseLong(stat.get(0).split(" ")[21]);
  }

  /** Its start was a time, by which a process seems another one once the clock is set. */
  @Test
  void theHolderOfALeaseOfVersion1IsToldByItsProcess() {
    Owner here = Owner.here();
    String lease = new String(here.bytes(7), java.nio.charset.StandardCharsets.UTF_8);
    byte[] first =
        lease
            .replaceFirst("\"version\"\\s*:\\s*2", "\"version\":1")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertThat(first).isNotEqualTo(here.bytes(7));
    Owner read = Owner.read(first).orElseThrow();
    assertThat(read.started()).isZero();
    assertThat(read.gone()).isFalse();
  }

  /** As local file systems, which return false where a folder may not be written. */
  @Test
  void aFolderThatCannotBeMadeIsAnError() {
    FileSystem readOnly =
        new FilterFileSystem(files) {
          @Override
          public boolean mkdirs(Path path) {
            return false;
          }
        };
    Path none = new Path(directory, "none");
    assertThatThrownBy(() -> Lease.take(readOnly, none, ELSEWHERE, Timers.of(time, time::pause)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none cannot be made; choose another place");
  }

  @Test
  void whatIsGivenBackIsFreeAtOnce() throws IOException {
    take(ELSEWHERE).release();
    assertThat(take(ALSO_ELSEWHERE).held()).isTrue();
    assertThat(time.now).isEqualTo(Instant.EPOCH);
    assertThat(Files.exists(folder.resolve("lease-1.json"))).isTrue();
  }

  /** Of two that find it given back, the one is not to take the number above the other's. */
  @Test
  void whatIsGivenBackAndTakenAgainMeanwhileIsNotTakenOver() throws IOException {
    Lease first = take(ELSEWHERE);
    List<Lease> taken = new ArrayList<>();
    FileSystem late =
        new FilterFileSystem(files) {
          @Override
          public FSDataInputStream open(Path file, int bufferSize) throws IOException {
            try {
              return super.open(file, bufferSize);
            } catch (FileNotFoundException gone) {
              if (taken.isEmpty()) {
                taken.add(take(new Owner("c", "third", "", 3, 1)));
              }
              throw gone;
            }
          }
        };
    time.meanwhile =
        pause -> {
          try {
            if (taken.isEmpty()) {
              first.release();
            } else {
              taken.get(0).beat();
            }
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        };
    assertThatThrownBy(
            () -> Lease.take(late, directory, ALSO_ELSEWHERE, Timers.of(time, time::pause)))
        .isInstanceOf(CheckpointException.InUse.class)
        .hasMessageContaining("is in use by process 3 on third");
    assertThat(taken.get(0).held()).isTrue();
  }

  @Test
  void ofTwoThatWaitForTheSameOnlyOneGetsIt() throws IOException {
    take(ELSEWHERE);
    List<Lease> taken = new ArrayList<>();
    time.meanwhile =
        pause -> {
          if (taken.isEmpty() && time.now.isAfter(Instant.EPOCH.plusSeconds(20))) {
            taken.add(null);
            try {
              Time other = new Time();
              taken.set(
                  0, Lease.take(files, directory, ALSO_ELSEWHERE, Timers.of(other, other::pause)));
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          }
        };
    Lease mine = take(new Owner("c", "here", "", 3, 1));
    // The other one took it 20 s in and then fell silent for the whole time.
    assertThat(time.now).isAfter(Instant.EPOCH.plusSeconds(50));
    assertThat(taken.get(0).held()).isFalse();
    assertThat(mine.held()).isTrue();
  }

  @Test
  void aLeaseFileCutShortExpiresLikeAnyOther() throws IOException {
    take(ELSEWHERE);
    Files.write(folder.resolve("lease-1.json"), new byte[0]);
    Files.delete(folder.resolve(".lease-1.json.crc"));
    assertThat(take(ALSO_ELSEWHERE).held()).isTrue();
    assertThat(time.now).isAfterOrEqualTo(Instant.EPOCH.plusSeconds(30));
  }

  @Test
  void noHeartbeatFollowsALeaseThatWasGivenBack() throws IOException {
    Lease lease = take(ELSEWHERE);
    lease.release();
    lease.beat();
    assertThat(folder).isDirectoryNotContaining("glob:**lease-*");
  }

  @Test
  void aHeartbeatThatWasNotWrittenAsAWholeLosesNothing() throws IOException {
    Lease lease = take(ELSEWHERE);
    java.nio.file.Path file = folder.resolve("lease-1.json");
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(lease.held()).as("%d bytes", length).isTrue();
    }
    lease.beat();
    assertThat(Owner.read(Files.readAllBytes(file))).contains(ELSEWHERE);
    Files.deleteIfExists(folder.resolve(".lease-1.json.crc"));
    Files.write(file, ALSO_ELSEWHERE.bytes(1));
    assertThat(lease.held()).as("of another").isFalse();
    Files.write(file, new byte[0]);
    Files.write(folder.resolve("lease-2.json"), new byte[0]);
    assertThat(lease.held()).as("below another").isFalse();
    Files.delete(folder.resolve("lease-2.json"));
    Files.delete(file);
    assertThat(lease.held()).as("without a file").isFalse();
  }

  /** What happens in a heartbeat before it is written. */
  @FunctionalInterface
  private interface Beat {
    void begins() throws IOException;
  }

  private FileSystem beating(Beat beat) {
    return new FilterFileSystem(files) {
      @Override
      public FSDataOutputStream create(
          Path file,
          FsPermission permission,
          boolean overwrite,
          int buffer,
          short replication,
          long block,
          Progressable progress)
          throws IOException {
        if (overwrite) {
          beat.begins();
        }
        return super.create(file, permission, overwrite, buffer, replication, block, progress);
      }
    };
  }

  @Test
  void aHeartbeatUnderWayIsCompletedBeforeTheFolderIsGivenBack() throws Exception {
    CountDownLatch beating = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    FileSystem slow =
        beating(
            () -> {
              beating.countDown();
              try {
                Thread.sleep(200);
              } catch (InterruptedException e) {
                interrupted.set(true);
              }
            });
    Timers often = new Timers(Duration.ofMillis(1), Duration.ofHours(1), time, time::pause);
    HeldFolder held = HeldFolder.of(slow, directory, often);
    beating.await();
    held.close();
    assertThat(interrupted).isFalse();
    assertThat(folder).isDirectoryNotContaining("glob:**lease-*");
  }

  @Test
  void aWarningOfAHeartbeatHasOneLine() throws Exception {
    CountDownLatch beaten = new CountDownLatch(2);
    FileSystem failing =
        beating(
            () -> {
              beaten.countDown();
              throw new IOException("safe mode\n\tat a server, as of HDFS");
            });
    Timers often = new Timers(Duration.ofMillis(1), Duration.ofHours(1), time, time::pause);
    assertThat(
            LoggedWarnings.of(
                HeldFolder.class,
                () -> {
                  HeldFolder held = HeldFolder.of(failing, directory, often);
                  beaten.await();
                  held.close();
                }))
        .isNotEmpty()
        .allMatch(warning -> warning.endsWith(": java.io.IOException: safe mode"));
  }

  /** The wall clock of a machine may be set while a driver waits or trains. */
  @Test
  void theClockOfARunCannotBeSet() {
    Duration before = Duration.ofNanos(System.nanoTime());
    Instant now = Timers.REAL.clock().instant();
    Duration after = Duration.ofNanos(System.nanoTime());
    assertThat(now).isBetween(Instant.EPOCH.plus(before), Instant.EPOCH.plus(after));
  }
}
