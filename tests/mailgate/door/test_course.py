"""A session's coroutine goes on in the callback that brings its input, waits for futures, and can be ended anywhere."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from mailgate.smtp.course import Course, more_input

pytestmark = pytest.mark.asyncio


async def test_input_goes_on_with_the_coroutine_before_the_callback_returns() -> None:
    said: list[str] = []

    async def session() -> None:
        said.append("begun")
        await more_input()
        said.append("first")
        await more_input()
        said.append("second")

    course = Course(session(), asyncio.get_running_loop())
    assert said == []
    course.begin()
    assert said == ["begun"]
    course.go_on()
    assert said == ["begun", "first"]
    course.go_on()
    assert said == ["begun", "first", "second"]
    course.go_on()  # it is over


async def test_input_that_comes_while_a_future_is_waited_for_does_not_go_on_with_it() -> None:
    answer = asyncio.get_running_loop().create_future()
    said: list[str] = []

    async def session() -> None:
        said.append(await answer)
        await more_input()
        said.append("input")

    course = Course(session(), asyncio.get_running_loop())
    course.begin()
    course.go_on()
    assert said == []
    answer.set_result("answer")
    await asyncio.sleep(0)
    assert said == ["answer"]
    course.go_on()
    assert said == ["answer", "input"]


async def test_a_course_that_is_cancelled_ends_where_it_waits_and_clears_up() -> None:
    for wait in (more_input, lambda: asyncio.sleep(60), lambda: asyncio.get_running_loop().create_future()):
        ends: list[type[BaseException]] = []

        async def session(wait: Callable[[], Any] = wait, ends: list[type[BaseException]] = ends) -> None:
            try:
                await wait()
            except asyncio.CancelledError as error:
                ends.append(type(error))
                raise

        course = Course(session(), asyncio.get_running_loop())
        course.begin()
        course.cancel()
        course.cancel()
        assert ends == [asyncio.CancelledError]


async def test_a_coroutine_that_cancels_itself_ends_at_its_next_wait() -> None:
    said: list[str] = []

    async def session() -> None:
        course.cancel()
        said.append("still here")
        await more_input()
        said.append("never")

    course = Course(session(), asyncio.get_running_loop())
    course.begin()
    course.go_on()
    assert said == ["still here"]


async def test_what_a_coroutine_does_not_catch_is_told_to_the_loop() -> None:
    told: list[BaseException] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _loop, context: told.append(context["exception"]))

    async def session() -> None:
        raise LookupError

    Course(session(), loop).begin()
    assert [type(error) for error in told] == [LookupError]
