"""The people of the journeys and what they wrote before, built through the actions that the pages call.

Run inside the server's own environment (``Server.script``): it is the server's database that they live in.
"""

from io import BytesIO

from minbar.accounts.actions import create_account, follow, update_preferences, update_profile
from minbar.accounts.models import Account, Role
from minbar.ethics import actions as ethics
from minbar.media.actions import receive_upload
from minbar.posts import actions as posts
from minbar.posts.models import Post
from minbar.posts.poll_draft import PollDraft
from tests.cast import PASSWORD
from tests.media.pictures import jpeg

#: Username, name, language. Those after Omar each have a journey of their own.
PEOPLE = [
    ("salma", "سلمى الحداد", "ar"),
    ("omar", "Omar Haddad", "en"),
    ("hakim", "حكيم", "ar"),
    ("noura", "نورة", "ar"),
    ("yasin", "ياسين", "ar"),
    ("dima", "ديمة", "ar"),
    ("tariq", "طارق", "ar"),
    ("zayd", "زيد", "ar"),
    ("rana", "Rana", "en"),
]
ARTICLE = """## لماذا نكتب

نكتب لأن الكلام الذي لا يُكتب **يضيع**، ولأن القارئ في Beirut يسأل عن نسخة 2.0 من التقرير.

![طاولة عليها أوراق](media:table "الأوراق كما وجدناها")

## كيف نبدأ

1. نقرأ المصدر كاملًا.
2. نسأل من كتبه ولماذا.

> من سأل عرف.

## ما بقي

| السنة | العدد |
|---|---|
| 2024 | 12 |
| 2025 | 31 |

https://www.youtube.com/watch?v=dQw4w9WgXcQ

هذا رابط طويل: https://example.org/a-very-long-path/that-does-not-break/anywhere/at-all/and-goes-on-and-on
"""
TEXTS = [
    "صباح الخير يا جيران، المكتبة تفتح اليوم الساعة 9:30 #المكتبة",
    "قرأت في @salma أن النسخة 3.1 من Minbar صارت جاهزة، ما رأيكم؟",
    "A short note in English about the market, and a word in Arabic: السوق. #souk",
    "كلمةواحدةطويلةجدالايفصلبينهاشيءولاينتهيسطرهاإلابعدزمنطويلجداجداوهيتختبرعرضالصفحة",
    "https://example.org/a-very-long-path/that-does-not-break/anywhere/at-all/and-goes-on-and-on?x=1",
    "الفقرة الأولى بالعربية.\n\nThe second paragraph is in English (really).\n\nوالثالثة تعود.",
]


def _write(people: dict[str, Account]) -> Post:
    salma, omar = people["salma"], people["omar"]
    for number in range(24):
        writer = salma if number % 2 else omar
        language = "en" if number % len(TEXTS) == 2 else "ar"
        posts.publish_post(writer, text=f"{TEXTS[number % len(TEXTS)]}\n\n{number + 1}", language=language)
    picture = receive_upload(salma.pk, BytesIO(jpeg(640, 360)), description="ساحة البلدة عند الغروب")
    posts.publish_post(salma, text="الساحة هذا المساء", media=[picture], language="ar")
    posts.publish_post(omar, text="The end of the film is here", warning="تفاصيل الفيلم", language="en")
    posts.publish_post(salma, text="متى نلتقي؟", poll=PollDraft(("السبت", "الأحد")), language="ar")
    table = receive_upload(salma.pk, BytesIO(jpeg(900, 500)), description="طاولة عليها أوراق")
    return posts.publish_article(
        salma,
        title="كيف نقرأ الخبر",
        source=ARTICLE,
        summary="دليل قصير",
        media={"table": table},
        cover=table,
    )


def build() -> None:
    people: dict[str, Account] = {}
    for username, name, locale in PEOPLE:
        user = create_account(
            username,
            email=f"{username}@example.org",
            password=PASSWORD,
            display_name=name,
            locale=locale,
            role=Role.MODERATOR if username == "hakim" else Role.MEMBER,
        )
        assert user.account is not None
        people[username] = user.account
        update_preferences(user, locale=locale)
    salma, omar = people["salma"], people["omar"]
    update_profile(
        salma,
        bio="صحفية من البلدة، أكتب عن الناس والكتب.",
        fields=[("الموقع", "https://salma.example.org"), ("المدينة", "حلب")],
    )
    for follower in people.values():
        for followed in (salma, omar):
            if follower != followed:
                follow(follower, followed)
    article = _write(people)
    parent = article
    for writer, text in [(omar, "مقال نافع، thank you!"), (salma, "@omar أهلًا بك"), (omar, "And one more.")]:
        parent = posts.publish_post(writer, text=text, reply_to=parent)
    posts.boost_post(omar, article)
    posts.favourite_post(omar, article)
    posts.boost_post(salma, parent)
    ethics.report(people["zayd"], omar, posts=[parent], category="other", comment="يكرر كلامه", rule_ids=[1])
