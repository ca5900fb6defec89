"""Limits of the service."""

import asyncio

import pytest
from fastapi import HTTPException

from pyojeong.service import limits
from pyojeong.service.limits import BURST_S, Places, Rate, client_of


def admitted(rate: Rate, client: str, times: list[float]) -> list[float]:
    """Return the times at which the client was let in."""
    return [now for now in times if rate.wait_s(client, now) == 0]


def test_a_burst_then_a_steady_rate() -> None:
    """Of a client that never stops asking, a tenth of a minute's requests come at once."""
    rate = Rate(60)
    every_tenth = [tenth / 10 for tenth in range(600)]
    let_in = admitted(rate, "a", every_tenth)
    assert len([now for now in let_in if now < 1]) == 1 + BURST_S
    assert len(let_in) == pytest.approx(60 + BURST_S, abs=1)


def test_waiting_as_told_is_enough() -> None:
    """Who waits the seconds that it was told is let in, and who comes before is not."""
    rate = Rate(6)
    assert rate.wait_s("a", 0) == 0
    wait_s = rate.wait_s("a", 1)
    assert wait_s == pytest.approx(60 / 6 - BURST_S - 1)
    assert rate.wait_s("a", 1 + wait_s - 0.01) > 0
    assert rate.wait_s("a", 1 + wait_s) == 0


def test_clients_do_not_pay_for_each_other() -> None:
    """One client's hurry leaves another's requests alone."""
    rate = Rate(1)
    assert [rate.wait_s(client, 0) > 0 for client in "aabb"] == [False, True, False, True]


def test_the_longest_unseen_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many clients ask, only so many are remembered."""
    monkeypatch.setattr(limits, "CLIENTS", 2)
    rate = Rate(1)
    for client in "abc":
        rate.wait_s(client, 0)
    assert [rate.wait_s(client, 0) > 0 for client in "cba"] == [True, True, False]


@pytest.mark.parametrize(
    ("host", "client"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
    ],
)
def test_a_household_is_one_client(host: str, client: str) -> None:
    """In IPv6 a network of 64 bits is one client: one machine may use all its addresses."""
    assert client_of(host) == client


def test_a_place_is_waited_for() -> None:
    """Who finds no place waits; it gets the one that is left, or is sent away with a hint."""

    async def story() -> None:
        places = Places(1, 0.05)
        await places.take()
        assert places.full
        with pytest.raises(HTTPException) as refused:
            await places.take()
        assert refused.value.status_code == 503
        assert refused.value.headers == {"Retry-After": "1"}
        waiting = asyncio.create_task(places.take())
        await asyncio.sleep(0)
        places.leave()
        await waiting
        assert places.full
        places.leave()
        assert not places.full

    asyncio.run(story())
