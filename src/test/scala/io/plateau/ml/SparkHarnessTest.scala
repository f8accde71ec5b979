package io.plateau.ml

import java.util.{Locale, TimeZone}

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.scalatest.{Args, Reporter}
import org.scalatest.events.{Event, RunAborted, SuiteAborted, TestFailed, TestSucceeded}

/** Runs SparkHarness, a suite of another test library. */
class SparkHarnessTest {
  @Test
  def passes(): Unit = {
    val zone = TimeZone.getDefault
    val locale = Locale.getDefault
    // Spark's suites set both, for all tests of this process that come later.
    try run(new SparkHarness)
    finally {
      TimeZone.setDefault(zone)
      Locale.setDefault(locale)
    }
  }

  private def run(suite: SparkHarness): Unit = {
    var failures = Seq.empty[String]
    var passed = Set.empty[String]
    val reporter: Reporter = (event: Event) =>
      event match {
        case e: TestSucceeded => passed += e.testName
        case e: TestFailed => failures :+= s"${e.testName}: ${trace(e.throwable)}"
        case e: SuiteAborted => failures :+= s"aborted: ${trace(e.throwable)}"
        case e: RunAborted => failures :+= s"aborted: ${trace(e.throwable)}"
        case _ =>
      }
    suite.run(None, Args(reporter))
    assertEquals("", failures.mkString("\n"))
    assertEquals(suite.testNames, passed)
  }

  private def trace(thrown: Option[Throwable]): String =
    thrown.fold("")(t => (t.toString +: t.getStackTrace.take(12).map(_.toString)).mkString("\n  "))
}
