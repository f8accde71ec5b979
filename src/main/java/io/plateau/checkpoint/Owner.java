package io.plateau.checkpoint;

import io.plateau.store.DamagedFileException;
import io.plateau.store.JsonObject;
import io.plateau.store.JsonValue;
import io.plateau.store.StrictJson;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * The holder of a lease.
 *
 * @param id of this holding, never the same twice
 * @param host for people
 * @param machine tells one boot and one space of process ids from all others, or is empty where the
 *     system does not say
 * @param pid of the driver
 * @param started when that process started, in clock ticks since the boot, which setting the clock
 *     does not change; 0 where the system does not say
 */
record Owner(String id, String host, String machine, long pid, long started) {
  /** In version 1 {@code started} was a time, which moves with the clock. */
  private static final int VERSION = 2;

  /** This process. */
  static Owner here() {
    ProcessHandle me = ProcessHandle.current();
    return new Owner(
        UUID.randomUUID().toString(), localHost(), thisMachine(), me.pid(), started(me.pid()));
  }

  /**
   * Whether the process is gone for certain: it ran on this machine, where there is no such process
   * any more. False where that is not certain.
   */
  boolean gone() {
    if (machine.isEmpty() || !machine.equals(thisMachine())) {
      return false;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    if (process.isEmpty()) {
      return true;
    }
    long now = started(pid);
    return now != 0 && started != 0 && now != started; // another process has its number
  }

  /** The 22nd field of {@code /proc/PID/stat}; the second one may have blanks and parentheses. */
  private static long started(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19]);
    } catch (IOException | RuntimeException notLinux) {
      return 0;
    }
  }

  private static String localHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static String thisMachine() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
          + " "
          + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException | UnsupportedOperationException notLinux) {
      return "";
    }
  }

  /** With a number that each heartbeat makes one higher. */
  byte[] bytes(long heartbeat) {
    return new JsonObject()
        .put("format", "plateau-lease")
        .put("version", VERSION)
        .put("owner", id)
        .put("host", host)
        .put("machine", machine)
        .put("pid", pid)
        .put("started", started)
        .put("heartbeat", heartbeat)
        .bytes();
  }

  /** The owner a lease file names, or empty where it is cut short or of another version. */
  static Optional<Owner> read(byte[] bytes) {
    try {
      JsonValue json =
          StrictJson.keys(
              JsonValue.object(bytes),
              "format",
              "version",
              "owner",
              "host",
              "machine",
              "pid",
              "started",
              "heartbeat");
      int version = StrictJson.version(json, "plateau-lease", VERSION);
      long started = StrictJson.whole(json, "started", 0, Long.MAX_VALUE);
      return Optional.of(
          new Owner(
              StrictJson.text(json, "owner"),
              StrictJson.text(json, "host"),
              StrictJson.text(json, "machine"),
              StrictJson.whole(json, "pid", 0, Long.MAX_VALUE),
              version < 2 ? 0 : started));
    } catch (DamagedFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "process " + pid + " on " + host;
  }
}
